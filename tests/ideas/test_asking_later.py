"""Asking back once an idea is published: it stays as everybody sees it, at every stage before an end; then we decide without."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core import clock, outbox
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE, Entry
from ideas import deadlines
from ideas import services as steps
from ideas.asking import services
from ideas.models import Idea
from ideas.services import Said
from ideas.stages import ASKABLE, ENDS, SHOWN, Stage
from tests.support import forms
from tests.support.asked_back import inquiry, now
from tests.support.making import Made, published
from tests.support.pages import fill, token
from tests.support.smtp import Sink

QUESTION, ANSWER = "Welchen Platz meinen Sie?", "Den am Bach."
LATER = sorted(ASKABLE & SHOWN)
CLOSED = sorted(ENDS)


def standing(stage: Stage, email: str | None = "autorin@example.org") -> Made:
    """Publish an idea and set it on a stage."""
    made = published("Ein Baum am Platz.", email=email)
    with writing():
        if email:
            steps.confirm(made.id)
        db.session.get_one(Idea, made.id).stage = stage
        if stage not in SHOWN:
            db.session.get_one(Idea, made.id).published_at = None
    return made


def ask(number: int, days: int = 9) -> int:
    with writing():
        return services.ask(number, QUESTION, clock.today() + timedelta(days=days), HOUSE).id


@pytest.mark.parametrize("stage", LATER)
def test_before_an_end_the_office_asks_and_everybody_goes_on_reading(
    app: House, office: FlaskClient, visitor: FlaskClient, stage: Stage
) -> None:
    made = standing(stage)
    due, count = deadlines.of(now(made.id)), len(now(made.id).steps)
    path = f"/buero/ideen/{made.id}/rueckfrage"
    assert path in office.get(f"/buero/ideen/{made.id}").get_data(as_text=True)
    page = office.get(path).get_data(as_text=True)
    assert "bleibt öffentlich" in page
    assert "steht die Uhr still" not in page
    forms.done(forms.submit(office, path, question=QUESTION))
    idea = now(made.id)
    assert (idea.stage, idea.public, deadlines.of(idea), len(idea.steps)) == (stage, True, due, count)
    assert QUESTION not in visitor.get(f"/ideen/{made.id}", follow_redirects=True).get_data(as_text=True)
    desk = office.get(f"/buero/ideen/{made.id}").get_data(as_text=True)
    assert QUESTION in desk
    assert "wir warten auf die Antwort" in desk
    assert db.session.scalars(select(Entry.verb).order_by(Entry.id.desc())).first() == "idea.asked_back"


@pytest.mark.parametrize("stage", [*CLOSED, Stage.QUESTION])
def test_at_an_end_nobody_is_asked(app: House, office: FlaskClient, stage: Stage) -> None:
    made = standing(stage)
    path = f"/buero/ideen/{made.id}/rueckfrage"
    assert path not in office.get(f"/buero/ideen/{made.id}").get_data(as_text=True)
    assert "Frage stellen" not in office.get(path).get_data(as_text=True)
    with pytest.raises(Refused, match="vor dem Ende"):
        ask(made.id)


def test_the_letter_is_answered_and_the_stage_stays(app: House, letters: Sink, visitor: FlaskClient) -> None:
    made = standing(Stage.IN_TALK)
    ask(made.id)
    outbox.deliver_due()
    found = re.search(r"/ideen/rueckfrage/[\w-]+", letters.to("autorin@example.org")[-1].text)
    assert found
    assert "Ihre Antwort ist bei uns" in fill(visitor, found[0], answer=ANSWER).get_data(as_text=True)
    assert (now(made.id).stage, inquiry().answer) == (Stage.IN_TALK, ANSWER)
    assert visitor.get(found[0]).status_code == 404
    assert ANSWER not in visitor.get(f"/ideen/{made.id}", follow_redirects=True).get_data(as_text=True)


def test_the_merk_code_answers_too(app: House, visitor: FlaskClient) -> None:
    made = standing(Stage.IN_WORK, None)
    ask(made.id)
    page = forms.submit(visitor, "/ideen/nachsehen", code=made.code)
    sent = {"code": made.code, "answer": ANSWER, "token": token(page, "/ideen/nachsehen/antworten")}
    assert visitor.post("/ideen/nachsehen/antworten", data=sent).status_code == 200
    assert (now(made.id).stage, inquiry().answer) == (Stage.IN_WORK, ANSWER)


def test_after_the_day_the_office_decides_with_what_it_knows(app: House, letters: Sink) -> None:
    made = standing(Stage.IN_TALK)
    ask(made.id, days=9)
    with clock.at(clock.now() + timedelta(days=8)), writing():
        assert (services.remind(), services.remind(), services.lapse()) == (1, 0, 0)
    with clock.at(clock.now() + timedelta(days=11)), writing():
        assert (services.lapse(), services.lapse()) == (1, 0)
    with clock.at(clock.now() + timedelta(days=11)):
        outbox.deliver_due()
    assert "entscheiden mit dem, was wir wissen" in letters.to("autorin@example.org")[-1].text.replace("\n", " ")
    assert (now(made.id).stage, now(made.id).public) == (Stage.IN_TALK, True)
    with writing():
        services.answer(made.id, ANSWER, may_be_added=False)
    assert inquiry().answer == ANSWER


def test_our_next_step_ends_the_question(app: House) -> None:
    made = standing(Stage.IN_TALK)
    ask(made.id)
    with writing():
        steps.advance(made.id, Stage.IN_WORK, HOUSE, Said("Das Umweltamt", "2030-01-01"))
    with pytest.raises(Refused, match="inzwischen entschieden"), writing():
        services.answer(made.id, ANSWER, may_be_added=False)
    with clock.at(clock.now() + timedelta(days=8)), writing():
        assert (services.remind(), services.lapse()) == (0, 0)


def test_an_answer_comes_below_a_published_text_only_as_its_author_said(app: House, office: FlaskClient) -> None:
    made = standing(Stage.PUBLISHED)
    number = ask(made.id)
    with writing():
        services.answer(made.id, ANSWER, may_be_added=True)
    path = f"/buero/ideen/{made.id}"
    forms.done(forms.submit(office, path, f"{path}/rueckfrage/{number}/uebernehmen"))
    assert now(made.id).text == f"Ein Baum am Platz.\n\n{ANSWER}"
    other = standing(Stage.IN_WORK)
    number = ask(other.id)
    with writing():
        services.answer(other.id, ANSWER, may_be_added=True)
    assert f"rueckfrage/{number}/uebernehmen" not in office.get(f"/buero/ideen/{other.id}").get_data(as_text=True)
    with pytest.raises(Refused), writing():
        services.add_to_text(other.id, number, HOUSE)
