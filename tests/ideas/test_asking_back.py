"""The office asks back: a letter with a link or the Merk-Code answers; the clock stands; after the day the office decides."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core import clock, jobs, outbox
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE, Entry
from ideas import deadlines
from ideas import services as steps
from ideas.asking import services
from ideas.asking.models import Inquiry
from ideas.models import Idea, Source
from ideas.stages import Stage
from tests.support import forms
from tests.support.asked_back import inquiry, now
from tests.support.making import Made, make_idea
from tests.support.pages import fill
from tests.support.smtp import Sink

LINK = re.compile(r"/ideen/rueckfrage/[\w-]+")
QUESTION = "Welchen Platz meinen Sie?"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def on_day(number: int) -> datetime:
    """Return a morning so many days after the start."""
    return START + timedelta(days=number)


def asked(days: int = 14, email: str | None = "autorin@example.org") -> Made:
    """Hand in an idea and ask back about it."""
    made = make_idea("Ein Baum am Platz.", email=email)
    with writing():
        if email:
            steps.confirm(made.id)
        services.ask(made.id, QUESTION, clock.today() + timedelta(days=days), HOUSE)
    return made


def link(letters: Sink, count: int) -> str:
    """Return the answering link of the last letter."""
    outbox.deliver_due()
    found = LINK.search(letters.wait_for(count)[-1].text)
    assert found
    return found[0]


def token_in(page: str) -> str:
    """Return the token of the form that answers with the Merk-Code."""
    found = re.search(r'antworten".*?name="token"[^>]*value="([^"]*)"', page, re.DOTALL)
    assert found
    return found[1]


def test_a_letter_asks_and_its_link_takes_the_answer_once(app: House, letters: Sink, visitor: FlaskClient) -> None:
    made = asked()
    address = link(letters, 2)
    assert QUESTION in letters.wait_for(2)[-1].text
    page = visitor.get(address).get_data(as_text=True)
    assert QUESTION in page
    assert visitor.get(address).status_code == 200

    thanks = fill(visitor, address, answer="Den Kesselbrink.")

    assert "Ihre Antwort ist bei uns" in thanks.get_data(as_text=True)
    assert now(made.id).stage is Stage.RECEIVED
    assert (inquiry().answer, inquiry().may_be_added) == ("Den Kesselbrink.", False)
    assert visitor.get(address).status_code == 404
    verbs = db.session.scalars(select(Entry.verb).where(Entry.thing_id == made.id).order_by(Entry.id)).all()
    assert verbs[-2:] == ["idea.question_answered", "idea.advanced"]
    outbox.deliver_due()
    assert len(letters.wait_for(2)) == 2


def test_the_merk_code_answers_too(visitor: FlaskClient) -> None:
    made = asked(email=None)
    page = forms.submit(visitor, "/ideen/nachsehen", code=made.code)
    assert QUESTION in page.get_data(as_text=True)
    sent = {"code": made.code, "answer": "Den Kesselbrink.", "may_be_added": "y"}
    assert visitor.post("/ideen/nachsehen/antworten", data=sent).status_code == 400
    sent["token"] = token_in(page.get_data(as_text=True))
    assert visitor.post("/ideen/nachsehen/antworten", data=sent).status_code == 200
    assert inquiry().may_be_added
    assert now(made.id).stage is Stage.RECEIVED


@pytest.mark.parametrize("wrong", ["", "AAAA-AAAA-AAAA", "x" * 100_000, "\x00"])
def test_a_wrong_code_answers_nothing(visitor: FlaskClient, wrong: str) -> None:
    made = asked(email=None)
    page = forms.submit(visitor, "/ideen/nachsehen", code=made.code).get_data(as_text=True)
    sent = {"code": wrong, "answer": "Hallo", "token": token_in(page)}
    assert visitor.post("/ideen/nachsehen/antworten", data=sent).status_code == 404
    assert inquiry().answered_at is None


@pytest.mark.parametrize("wrong", [{"answer": ""}, {"answer": "\x00"}, {"answer": "a" * 100_000}, {"token": "x"}])
def test_a_broken_answer_keeps_the_link(app: House, letters: Sink, visitor: FlaskClient, wrong: dict[str, str]) -> None:
    made = asked()
    address = link(letters, 2)
    assert forms.submit(visitor, address, **({"answer": "Gut."} | wrong)).status_code == 422
    assert now(made.id).stage is Stage.QUESTION
    assert visitor.get(address).status_code == 200


def test_only_the_office_reads_question_and_answer(office: FlaskClient, visitor: FlaskClient) -> None:
    made = asked()
    with writing():
        services.answer(made.id, "Den Kesselbrink.", may_be_added=False)
        steps.advance(made.id, Stage.PUBLISHED, HOUSE)
    desk = office.get(f"/buero/ideen/{made.id}").get_data(as_text=True)
    assert QUESTION in desk
    assert "Den Kesselbrink." in desk
    for path in (f"/ideen/{made.id}", "/ideen", "/"):
        page = visitor.get(path, follow_redirects=True).get_data(as_text=True)
        assert QUESTION not in page
        assert "Kesselbrink" not in page


def test_an_answer_comes_into_the_text_only_when_its_author_allows_it(office: FlaskClient) -> None:
    made = asked()
    with writing():
        services.answer(made.id, "Den Kesselbrink.", may_be_added=False)
    with pytest.raises(Refused), writing():
        services.add_to_text(made.id, inquiry().id, HOUSE)
    assert now(made.id).text == "Ein Baum am Platz."

    other = make_idea("Eine Bank.")
    with writing():
        asked_id = services.ask(other.id, QUESTION, clock.today() + timedelta(days=3), HOUSE).id
        services.answer(other.id, "Am Bach.", may_be_added=True)
    path = f"/buero/ideen/{other.id}/rueckfrage/{asked_id}/uebernehmen"
    forms.done(forms.submit(office, f"/buero/ideen/{other.id}", path))
    assert now(other.id).text == "Eine Bank.\n\nAm Bach."
    with pytest.raises(Refused), writing():
        services.add_to_text(other.id, asked_id, HOUSE)


def test_the_clock_stands_while_we_wait_and_runs_on_with_what_was_left(app: House) -> None:
    with clock.at(on_day(0)):
        made = make_idea("Ein Baum am Platz.")
    with clock.at(on_day(5)), writing():
        services.ask(made.id, QUESTION, on_day(35).date(), HOUSE)
    with clock.at(on_day(30)):
        assert deadlines.of(now(made.id)) is None
        with writing():
            services.answer(made.id, "Den Kesselbrink.", may_be_added=False)
        assert deadlines.of(now(made.id)) == on_day(30 + 9).date()


def test_an_answer_on_a_late_question_leaves_three_days(app: House) -> None:
    with clock.at(on_day(0)):
        made = make_idea("Ein Baum am Platz.")
    with clock.at(on_day(40)), writing():
        services.ask(made.id, QUESTION, on_day(50).date(), HOUSE)
    with clock.at(on_day(45)):
        with writing():
            services.answer(made.id, "Den Kesselbrink.", may_be_added=False)
        assert deadlines.of(now(made.id)) == on_day(48).date()


def test_before_the_day_one_reminder_after_it_the_idea_comes_back(
    app: House, letters: Sink, office: FlaskClient
) -> None:
    with clock.at(on_day(0)):
        made = asked(days=14)
    for number, subjects in ((5, 2), (12, 3), (13, 3), (14, 3), (15, 4), (16, 4)):
        with clock.at(on_day(number)):
            jobs.run_due()
            outbox.deliver_due()
            assert len(letters.wait_for(subjects)) == subjects, number
    told = letters.wait_for(4)
    assert "Bitte antworten Sie bis zum 16. März 2026" in str(told[2].message["Subject"])
    assert "entscheiden mit dem, was wir wissen" in told[3].text
    assert now(made.id).stage is Stage.RECEIVED
    assert inquiry().closed_at == on_day(15)
    with clock.at(datetime.now(UTC)):
        page = office.get(f"/buero/ideen/{made.id}").get_data(as_text=True)
    assert "entscheiden mit dem, was wir wissen" in page


def test_a_late_answer_still_helps_until_somebody_decides(app: House, letters: Sink, visitor: FlaskClient) -> None:
    with clock.at(on_day(0)):
        made = asked(days=5)
        address = link(letters, 2)
    with clock.at(on_day(6)):
        jobs.run_due()
    with clock.at(on_day(8)):
        assert fill(visitor, address, answer="Den Kesselbrink.").status_code == 200
        assert inquiry().answer == "Den Kesselbrink."
        assert now(made.id).stage is Stage.RECEIVED


def test_after_the_decision_an_answer_is_refused(app: House, letters: Sink, visitor: FlaskClient) -> None:
    made = asked()
    address = link(letters, 2)
    with writing():
        steps.advance(made.id, Stage.PUBLISHED, HOUSE)
    page = visitor.get(address).get_data(as_text=True)
    assert "Diese Frage hat sich erledigt" in page
    with pytest.raises(Refused), writing():
        services.answer(made.id, "Zu spät.", may_be_added=False)


def test_whom_a_question_reaches_is_said_to_the_office(office: FlaskClient) -> None:
    with_code = make_idea("Ein Baum.")
    assert "nur, wer mit dem Merk-Code nachsieht" in office.get(f"/buero/ideen/{with_code.id}/rueckfrage").get_data(
        as_text=True
    )
    nobody = make_idea("Eine Bank.")
    with writing():
        row = db.session.get_one(Idea, nobody.id)
        row.code_hash, row.source = None, Source.IMPORT
    page = office.get(f"/buero/ideen/{nobody.id}/rueckfrage").get_data(as_text=True)
    assert "würde niemanden erreichen" in page
    with pytest.raises(Refused), writing():
        services.ask(nobody.id, QUESTION, clock.today() + timedelta(days=3), HOUSE)


@pytest.mark.parametrize(
    "wrong",
    [
        {"question": ""},
        {"question": "a" * 100_000},
        {"answer_by": ""},
        {"answer_by": "31.02.2027"},
        {"answer_by": "2020-01-01"},
        {"answer_by": "9999-12-31"},
        {"version": "x"},
        {"token": ""},
    ],
)
def test_a_broken_question_is_not_asked(office: FlaskClient, wrong: dict[str, str]) -> None:
    made = make_idea("Ein Baum.")
    sent = {"question": QUESTION} | wrong
    assert forms.submit(office, f"/buero/ideen/{made.id}/rueckfrage", **sent).status_code == 422
    assert now(made.id).stage is Stage.RECEIVED


def test_a_question_sent_twice_is_asked_once(office: FlaskClient) -> None:
    made = make_idea("Ein Baum.")
    path = f"/buero/ideen/{made.id}/rueckfrage"
    version = now(made.id).version
    forms.done(forms.submit(office, path, question=QUESTION))
    page = office.get("/barrierefreiheit/melden")
    assert page.status_code == 200
    with pytest.raises(Refused), writing():
        services.ask(made.id, QUESTION, clock.today() + timedelta(days=3), HOUSE, version)
    assert inquiry().question == QUESTION


def test_questions_of_withdrawn_ideas_are_deleted(app: House) -> None:
    made = asked()
    with writing():
        steps.withdraw(db.session.get_one(Idea, made.id))
        assert services.purge() == 1
    db.session.rollback()
    assert db.session.scalars(select(Inquiry)).all() == []


def test_who_only_reads_asks_nobody(reader: FlaskClient) -> None:
    made = make_idea("Ein Baum.")
    assert reader.get(f"/buero/ideen/{made.id}/rueckfrage").status_code == 403
