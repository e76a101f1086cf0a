"""The city answers an idea: on its page, on its way, in a letter; a changed answer keeps what stood there before."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core import clock, outbox
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE, Entry
from ideas import services as ideas
from ideas.answering import queries, services
from ideas.answering.models import Reply, Wording
from ideas.answering.services import Words
from ideas.models import Idea
from ideas.services import Said
from ideas.stages import Stage
from tests.support import forms, people
from tests.support.making import make_idea, published
from tests.support.smtp import Sink
from tests.support.statements import counted

WORDS = Words("Umweltamt", "Wir pflanzen im Herbst.", "Der Boden ist geprüft.", "etwa 4.000 €", "Oktober bis November")
FILLED = {"role": "Umweltamt", "short": "Wir pflanzen im Herbst.", "text": "Der Boden ist geprüft."}


def answered(number: int, stage: Stage | None = Stage.ANSWERED, words: Words = WORDS, said: Said | None = None) -> int:
    """Answer an idea."""
    with writing():
        return services.give(number, words, HOUSE, stage, said).id


def page(client: FlaskClient, number: int) -> str:
    """Return an idea's public page."""
    return client.get(f"/ideen/{number}", follow_redirects=True).get_data(as_text=True)


def verbs(number: int) -> list[str]:
    """Return what the journal says of an idea."""
    wanted = select(Entry.verb).where(Entry.kind == "idea", Entry.thing_id == number).order_by(Entry.id)
    return list(db.session.scalars(wanted))


def test_an_answer_stands_on_the_page_with_role_day_reason_costs_and_period(office: FlaskClient) -> None:
    idea = published("Ein Baum am Platz.")
    sent = FILLED | {"stage": "answered", "costs": "etwa 4.000 €", "period": "Oktober bis November"}
    answer = forms.submit(office, f"/buero/ideen/{idea.id}/antwort", **sent)
    assert forms.done(answer) == f"/buero/ideen/{idea.id}?notiz=beantwortet"

    shown = page(office, idea.id)

    for words in ("Umweltamt", "Der Boden ist geprüft.", "etwa 4.000 €", "Oktober bis November"):
        assert words in shown
    assert clock.day_in_words(clock.today()) in shown
    assert "Das ist unsere Antwort: Wir pflanzen im Herbst." in shown
    assert people.NAMES["office"] not in shown
    assert verbs(idea.id)[-2:] == ["idea.advanced", "idea.answered"]


def test_the_author_reads_the_whole_answer_in_one_letter(app: House, letters: Sink) -> None:
    idea = make_idea("Ein Baum am Platz.", email="autorin@example.org")
    with writing():
        ideas.confirm(idea.id)
        ideas.advance(idea.id, Stage.PUBLISHED, HOUSE)
    answered(idea.id)
    outbox.deliver_due()

    told = [one for one in letters.wait_for(3) if "geantwortet" in one.text]

    assert len(told) == 1
    assert told[0].message["Subject"] == "Ihre Idee: Beantwortet"
    for words in (WORDS.short, WORDS.text, "Kosten: etwa 4.000 €", "Zeitraum: Oktober bis November", "Umweltamt"):
        assert words in told[0].text
    assert "/ideen/briefe/" in told[0].text
    assert len(letters.wait_for(3)) == 3


def test_an_answer_beside_a_stage_is_a_step_of_the_way(visitor: FlaskClient) -> None:
    idea = published("Ein Baum am Platz.")
    with writing():
        ideas.advance(idea.id, Stage.IN_WORK, HOUSE, Said("Das Umweltamt", "2030-01-01"))
    answered(idea.id, None)
    shown = page(visitor, idea.id)
    assert shown.index("<h3>Antwort der Stadt</h3>") < shown.index("Antwort lesen")
    assert db.session.get_one(Idea, idea.id).stage is Stage.IN_WORK


@pytest.mark.parametrize("stage", [None, Stage.WITH_POLITICS, Stage.PUBLISHED])
def test_a_published_idea_is_not_answered_without_saying_what_follows(app: House, stage: Stage | None) -> None:
    idea = published("Ein Baum am Platz.")
    with pytest.raises(Refused):
        answered(idea.id, stage)
    assert db.session.scalars(select(Reply)).all() == []


def test_a_changed_answer_says_so_and_the_office_can_read_what_stood_there(app: House, office: FlaskClient) -> None:
    idea = published("Ein Baum am Platz.")
    reply = answered(idea.id)
    path = f"/buero/ideen/{idea.id}/antwort/{reply}"
    forms.done(forms.submit(office, path, short="Wir pflanzen im Frühjahr."))

    shown = page(app.test_client(), idea.id)
    story = office.get(f"/buero/ideen/{idea.id}/protokoll").get_data(as_text=True)

    assert "Wir pflanzen im Frühjahr." in shown
    assert "Geändert am" in shown
    assert "<strong>Wir pflanzen im Herbst.</strong>" not in shown
    assert "<strong>Wir pflanzen im Herbst.</strong>" in story
    assert "hat die Antwort der Stadt geändert" in story


def test_the_same_words_again_change_nothing(app: House) -> None:
    reply = answered(published("Ein Baum am Platz.").id)
    with writing():
        services.change(reply, WORDS, HOUSE, db.session.get_one(Reply, reply).version)
    assert db.session.scalars(select(Wording)).all() == []


def test_two_people_at_one_answer_the_second_is_told(app: House) -> None:
    reply = answered(published("Ein Baum am Platz.").id)
    with writing():
        services.change(reply, Words("Bauamt", "Nein.", "Kein Platz."), HOUSE, 1)
    with pytest.raises(Refused, match="gerade geändert"), writing():
        services.change(reply, Words("Bauamt", "Doch.", "Platz da."), HOUSE, 1)


def test_somebody_else_decided_meanwhile(office: FlaskClient) -> None:
    idea = published("Ein Baum am Platz.")
    seen = db.session.get_one(Idea, idea.id).version
    answered(idea.id, Stage.LATER, said=Said(on="2030-01-01"))
    path = f"/buero/ideen/{idea.id}/antwort"
    late = forms.submit(office, path, **FILLED, stage="not_pursued", version=seen)
    assert late.status_code == 409
    assert len(queries.of_idea(idea.id)) == 1


def test_the_form_sent_twice_answers_once(office: FlaskClient) -> None:
    idea = published("Ein Baum am Platz.")
    path = f"/buero/ideen/{idea.id}/antwort"
    seen = db.session.get_one(Idea, idea.id).version
    forms.done(forms.submit(office, path, **FILLED, stage="answered", version=seen))
    assert forms.submit(office, path, **FILLED, version=seen).status_code == 409
    assert len(queries.of_idea(idea.id)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "Anna Amt"},
        {"short": ""},
        {"short": "\x00 \u202e"},
        {"text": "a" * 100_000},
        {"stage": "decided"},
        {"stage": "withdrawn"},
        {"stage": "x" * 100_000},
        {"stage": "later"},
        {"stage": "later", "on": "31.02.2027"},
        {"stage": "in_work", "on": "2027-03-01"},
        {"version": "eins"},
        {"token": ""},
    ],
)
def test_bad_input_stores_nothing(office: FlaskClient, wrong: dict[str, str]) -> None:
    idea = published("Ein Baum am Platz.")
    sent = FILLED | {"stage": "answered"} | wrong
    answer = forms.submit(office, f"/buero/ideen/{idea.id}/antwort", **sent)
    assert answer.status_code == 422
    assert queries.of_idea(idea.id) == []


def test_an_unpublished_idea_is_answered_for_its_author_alone(visitor: FlaskClient) -> None:
    idea = make_idea("Wann öffnet das Amt?")
    answered(idea.id)
    assert visitor.get(f"/ideen/{idea.id}").status_code == 404
    found = forms.submit(visitor, "/ideen/nachsehen", code=idea.code)
    assert "Der Boden ist geprüft." in found.get_data(as_text=True)


def test_a_withdrawn_idea_shows_its_answer_nowhere(visitor: FlaskClient) -> None:
    idea = published("Ein Baum am Platz.")
    answered(idea.id)
    with writing():
        ideas.withdraw(db.session.get_one(Idea, idea.id))
    assert visitor.get(f"/ideen/{idea.id}").status_code == 404
    found = forms.submit(visitor, "/ideen/nachsehen", code=idea.code).get_data(as_text=True)
    assert "Der Boden ist geprüft." not in found
    assert "Der Boden ist geprüft." not in visitor.get("/").get_data(as_text=True)


def test_another_ideas_answer_is_not_changed_through_this_one(office: FlaskClient) -> None:
    reply, other = answered(published("Ein Baum.").id), published("Eine Bank.")
    assert office.get(f"/buero/ideen/{other.id}/antwort/{reply}").status_code == 404


def test_who_only_reads_does_not_answer(reader: FlaskClient) -> None:
    idea = published("Ein Baum am Platz.")
    assert reader.get(f"/buero/ideen/{idea.id}/antwort").status_code == 403


def test_answers_of_others_cost_a_page_nothing_and_its_own_cost_one_statement(visitor: FlaskClient) -> None:
    idea = published("Ein Baum am Platz.")

    def cost() -> int:
        page(visitor, idea.id)
        with counted() as statements:
            page(visitor, idea.id)
        return len(statements)

    without = cost()
    answered(published("Eine Bank.").id)
    assert cost() == without
    answered(idea.id)
    assert cost() == without + 1


def test_beantwortet_is_set_by_an_answer_alone(office: FlaskClient) -> None:
    idea = published("Ein Baum am Platz.")
    desk = office.get(f"/buero/ideen/{idea.id}").get_data(as_text=True)
    assert f'href="/buero/ideen/{idea.id}/antwort"' in desk
    assert 'value="answered"' not in desk


def test_who_only_reads_is_not_led_to_the_form(reader: FlaskClient) -> None:
    idea = published("Ein Baum am Platz.")
    assert f"/buero/ideen/{idea.id}/antwort" not in reader.get(f"/buero/ideen/{idea.id}").get_data(as_text=True)
