"""The office reads: oldest first, publishes, declines with a reason; the second of two people is told who was first."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE, Entry
from ideas import services
from ideas.models import Idea, idea_area
from ideas.services import Said
from ideas.stages import WORDS, Stage
from radar import queries as radar
from tests.support import people
from tests.support.making import make_idea, published
from tests.support.pages import fill, token, version


def reload(number: int) -> Idea:
    db.session.rollback()
    return db.session.get_one(Idea, number, populate_existing=True)


def decide(client: FlaskClient, number: int, **fields: object) -> int:
    page = client.get(f"/buero/ideen/{number}")
    sent = {"token": token(page, f"/buero/ideen/{number}"), "version": version(page), **fields}
    return client.post(f"/buero/ideen/{number}", data=sent).status_code


def test_the_queue_is_oldest_first(office: FlaskClient) -> None:
    first, second = make_idea("Die ältere Idee."), make_idea("Die jüngere Idee.")
    page = office.get("/buero/ideen").get_data(as_text=True)
    assert page.index(f"/buero/ideen/{first.id}") < page.index(f"/buero/ideen/{second.id}")


def test_publishing_places_the_idea_too(office: FlaskClient) -> None:
    idea, area = make_idea("Mehr Bänke."), radar.taxonomy().areas[5]
    assert decide(office, idea.id, publish="1", areas=[str(area.id)]) == 303
    stored = reload(idea.id)
    assert stored.stage is Stage.PUBLISHED
    assert stored.public
    tagged = select(idea_area.c.area_id).where(idea_area.c.idea_id == idea.id)
    assert db.session.scalars(tagged).all() == [area.id]


def test_declining_needs_a_reason(office: FlaskClient) -> None:
    idea = make_idea("Werbung für Kredite.")
    assert decide(office, idea.id, decline="1") == 422
    assert reload(idea.id).stage is Stage.RECEIVED
    assert decide(office, idea.id, decline="1", reason="Das ist Werbung.") == 303
    assert reload(idea.id).stage is Stage.NOT_PUBLISHED


def test_two_people_at_one_idea_the_second_sees_who_was_first(app: House, office: FlaskClient) -> None:
    idea = make_idea("Mehr Bänke.")
    other = people.logged_in(app, "office", name="Zweite Kollegin")
    page = other.get(f"/buero/ideen/{idea.id}")
    late = {
        "token": token(page, f"/buero/ideen/{idea.id}"),
        "version": version(page),
        "decline": "1",
        "reason": "Nein.",
    }
    assert decide(office, idea.id, publish="1") == 303
    answer = other.post(f"/buero/ideen/{idea.id}", data=late)
    assert answer.status_code == 409
    shown = answer.get_data(as_text=True)
    assert "Jemand war schneller" in shown
    assert f"{people.NAMES['office']} hat die Idee auf „{WORDS[Stage.PUBLISHED]}“ gesetzt (" in shown
    assert reload(idea.id).stage is Stage.PUBLISHED


def test_a_colleague_sees_who_reads(app: House, office: FlaskClient) -> None:
    idea = make_idea("Mehr Bänke.")
    office.get(f"/buero/ideen/{idea.id}")
    other = people.logged_in(app, "office", name="Zweite Kollegin")
    page = other.get("/buero/ideen").get_data(as_text=True)
    assert f"liest gerade {people.NAMES['office']}" in page


def test_each_step_says_what_its_stage_needs(office: FlaskClient) -> None:
    idea = published("Karte der kühlen Orte.")
    assert decide(office, idea.id, go="1", step="in_work", place="Umweltamt") == 422
    assert decide(office, idea.id, go="1", step="in_work", place="Das Umweltamt", on="2027-03-01") == 303
    assert reload(idea.id).stage is Stage.IN_WORK
    page = office.get(f"/ideen/{idea.id}", follow_redirects=True).get_data(as_text=True)
    assert "Das Umweltamt arbeitet daran. Der nächste Schritt ist am 1.\u00a0März\u00a02027." in page


def test_a_step_the_table_forbids_is_refused(app: House) -> None:
    idea = make_idea("Mehr Bänke.")
    with pytest.raises(Refused), writing():
        services.advance(idea.id, Stage.DECIDED, HOUSE, Said("Rat", "2027-01-01", "Ja."))


def test_a_reader_reads_and_changes_nothing(reader: FlaskClient) -> None:
    idea = make_idea("Mehr Bänke.")
    page = reader.get(f"/buero/ideen/{idea.id}")
    assert page.status_code == 200
    sent = {"token": token(page, f"/buero/ideen/{idea.id}"), "version": version(page), "publish": "1"}
    assert reader.post(f"/buero/ideen/{idea.id}", data=sent).status_code == 403
    assert reload(idea.id).stage is Stage.RECEIVED


def test_the_journal_knows_who_did_what(office: FlaskClient) -> None:
    idea = make_idea("Mehr Bänke.")
    decide(office, idea.id, publish="1")
    verbs = db.session.scalars(select(Entry.verb).where(Entry.kind == "idea").order_by(Entry.id)).all()
    assert verbs == ["idea.received", "idea.tagged", "idea.advanced"]
    page = office.get(f"/buero/ideen/{idea.id}/protokoll").get_data(as_text=True)
    assert people.NAMES["office"] in page
    assert "hat die Idee auf „Veröffentlicht“ gesetzt" in page


def test_a_form_of_another_log_in_is_refused(app: House, office: FlaskClient) -> None:
    idea = make_idea("Mehr Bänke.")
    page = office.get(f"/buero/ideen/{idea.id}")
    sent = {"token": token(page, f"/buero/ideen/{idea.id}"), "version": version(page), "publish": "1"}
    other = people.logged_in(app, "office", name="Zweite Kollegin")
    assert other.post(f"/buero/ideen/{idea.id}", data=sent).status_code == 422
    assert reload(idea.id).stage is Stage.RECEIVED


def test_fill_reaches_a_form(office: FlaskClient) -> None:
    assert fill(office, "/barrierefreiheit/melden", text="Der Kontrast ist zu schwach.").status_code == 303
    assert "Der Kontrast ist zu schwach." in office.get("/buero/meldungen").get_data(as_text=True)
