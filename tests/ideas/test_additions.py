"""Ergänzungen: anybody may write one, the office reads it first, it lives and hides with its idea."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core import clock, outbox
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE, Entry
from ideas.additions import services
from ideas.additions.models import Addition, State
from ideas.services import Said, advance
from ideas.stages import Stage
from tests.support.making import make_idea, published
from tests.support.pages import fill, token, version
from tests.support.statements import counted
from tests.support.together import at_once

TEXT = "Am Kesselbrink fehlt auch eine."


def page_of(client: FlaskClient, number: int) -> str:
    return client.get(f"/ideen/{number}", follow_redirects=True).get_data(as_text=True)


def rows() -> list[Addition]:
    db.session.rollback()
    return list(db.session.scalars(select(Addition).order_by(Addition.id)))


def take(idea: int, text: str = TEXT, nonce: str = "once") -> int:
    with writing():
        return services.take(idea, text, nonce).id


def shown(idea: int, text: str = TEXT, nonce: str = "once") -> int:
    number = take(idea, text, nonce)
    with writing():
        services.publish(number, text, HOUSE)
    return number


def decide(office: FlaskClient, number: int, **fields: Any) -> Any:
    address = f"/buero/ideen/ergaenzungen/{number}"
    page = office.get(address)
    sent = {"token": token(page, address), "version": version(page), "text": TEXT, **fields}
    return office.post(address, data=sent)


def test_from_the_note_to_the_page(visitor: FlaskClient, office: FlaskClient) -> None:
    idea = published().id
    answer = fill(visitor, f"/ideen/{idea}/ergaenzung", text=TEXT)
    assert (answer.status_code, answer.headers["Location"].endswith("?notiz=ergaenzung")) == (303, True)
    assert TEXT not in page_of(visitor, idea)
    assert TEXT in office.get("/buero/ideen/ergaenzungen").get_data(as_text=True)
    assert "Ergänzung zu „" in office.get("/buero/").get_data(as_text=True)
    assert decide(office, rows()[0].id, publish="1").status_code == 303
    page = page_of(visitor, idea)
    assert TEXT in page
    assert clock.day_in_words(clock.today()) in page
    assert "Alles gelesen" in office.get("/buero/ideen/ergaenzungen").get_data(as_text=True)
    assert f"hat die Ergänzung {rows()[0].id} veröffentlicht" in office.get(f"/buero/ideen/{idea}/protokoll").get_data(
        as_text=True
    )


def test_the_form_stands_on_the_page_of_the_idea(visitor: FlaskClient) -> None:
    idea = published().id
    address = visitor.get(f"/ideen/{idea}").headers["Location"]
    assert fill(visitor, address, to=f"/ideen/{idea}/ergaenzung", action=f"/ideen/{idea}/ergaenzung", text=TEXT)
    assert [row.text for row in rows()] == [TEXT]


def test_sent_twice_it_is_one(visitor: FlaskClient, app: House) -> None:
    idea = published().id
    sent = {"token": token(visitor.get(f"/ideen/{idea}/ergaenzung")), "text": TEXT}
    for _ in range(2):
        assert visitor.post(f"/ideen/{idea}/ergaenzung", data=sent).status_code == 303
    assert len(rows()) == 1
    at_once(app, *(lambda: services.take(idea, TEXT, "the same form") for _ in range(4)))
    assert len(rows()) == 2


@pytest.mark.parametrize("text", ["", "  ", "\x00\x01", "..", "a" * 2001, "ä🧭" * 5000, "a" * 100_000])
def test_what_is_no_text_is_said_beside_the_field(visitor: FlaskClient, text: str) -> None:
    idea = published().id
    answer = fill(visitor, f"/ideen/{idea}/ergaenzung", text=text)
    assert (answer.status_code, rows()) == (422, [])
    assert "<title>Fehler: " in answer.get_data(as_text=True)


def test_markup_is_shown_and_not_obeyed(visitor: FlaskClient, office: FlaskClient) -> None:
    idea, hostile = published().id, "<script>alert(1)</script> und Text"
    number = shown(idea, hostile)
    for page in (page_of(visitor, idea), office.get(f"/buero/ideen/ergaenzungen/{number}").get_data(as_text=True)):
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_a_machine_and_a_flood_are_put_aside(visitor: FlaskClient, changed_settings: Callable[..., Any]) -> None:
    idea = published().id
    fill(visitor, f"/ideen/{idea}/ergaenzung", text=TEXT, website="x")
    with changed_settings(additions_per_hour=2):
        for _ in range(2):
            assert fill(visitor, f"/ideen/{idea}/ergaenzung", text=TEXT).status_code == 303
    assert [row.suspicion for row in rows()] == ["honeypot", None, "many"]


def test_honest_ones_stand_first_in_the_queue(office: FlaskClient, app: House) -> None:
    idea = published().id
    with writing():
        services.take(idea, "Billige Kredite.", "a", "honeypot")
    with writing():
        services.take(idea, TEXT, "b")
    page = office.get("/buero/ideen/ergaenzungen").get_data(as_text=True)
    assert page.index(TEXT) < page.index("Billige Kredite.")


def test_nothing_can_be_added_to_what_is_not_public(visitor: FlaskClient) -> None:
    public, hidden = published().id, make_idea("Baum am Markt.").id
    sent = {"token": token(visitor.get(f"/ideen/{public}/ergaenzung")), "text": TEXT}
    for number in (hidden, 999_999):
        assert visitor.get(f"/ideen/{number}/ergaenzung").status_code == 404
        assert visitor.post(f"/ideen/{number}/ergaenzung", data=sent).status_code == 404
    assert rows() == []


def test_a_hidden_idea_hides_its_notes_and_the_work_with_them(visitor: FlaskClient, office: FlaskClient) -> None:
    idea = published("Am Bach fehlt eine Bank.").id
    shown(idea)
    waits = take(idea, "Und eine am Markt.", "two")
    with writing():
        advance(idea, Stage.NOT_PUBLISHED, HOUSE, Said(reason="Doch nicht."))
    assert "Und eine" not in office.get("/buero/ideen/ergaenzungen").get_data(as_text=True)
    assert "nicht öffentlich" in office.get(f"/buero/ideen/ergaenzungen/{waits}").get_data(as_text=True)
    with writing():
        advance(idea, Stage.PUBLISHED, HOUSE)
    assert TEXT in page_of(visitor, idea)
    assert "Und eine" in office.get("/buero/ideen/ergaenzungen").get_data(as_text=True)


def test_to_decline_one_says_why_and_can_come_later(visitor: FlaskClient, office: FlaskClient) -> None:
    idea = published().id
    number = shown(idea)
    answer = decide(office, number, decline="1")
    assert (answer.status_code, "Bitte schreiben Sie einen Grund auf." in answer.get_data(as_text=True)) == (422, True)
    assert decide(office, number, decline="1", reason="Werbung").status_code == 303
    assert TEXT not in page_of(visitor, idea)
    assert [(row.state, row.reason) for row in rows()] == [(State.DECLINED, "Werbung")]
    assert "Werbung" not in str([entry.parameters for entry in db.session.scalars(select(Entry))])


def test_words_taken_out_are_kept_nowhere(visitor: FlaskClient, office: FlaskClient) -> None:
    idea = published("Am Bach fehlt eine Bank.").id
    number = shown(idea, "Fragen Sie Frau Mustermann.")
    outbox.deliver_due()
    assert "Bank" in visitor.get("/ideen?q=Mustermann").get_data(as_text=True)
    assert decide(office, number, text="Fragen Sie Frau […].", shorten="1").status_code == 303
    outbox.deliver_due()
    assert "Mustermann" not in page_of(visitor, idea)
    assert "Wir haben persönliche Angaben herausgenommen." in page_of(visitor, idea)
    assert "nichts gefunden" in visitor.get("/ideen?q=Mustermann").get_data(as_text=True)
    db.session.rollback()
    stored = str([row.text for row in rows()]) + str([entry.parameters for entry in db.session.scalars(select(Entry))])
    assert "Mustermann" not in stored


def test_the_search_finds_an_idea_by_what_others_added(visitor: FlaskClient) -> None:
    idea = published("Am Bach fehlt eine Bank.").id
    number = take(idea, "Vor der Stadtbücherei auch.")
    outbox.deliver_due()
    assert "nichts gefunden" in visitor.get("/ideen?q=Stadtbücherei").get_data(as_text=True)
    with writing():
        services.publish(number, "Vor der Stadtbücherei auch.", HOUSE)
    outbox.deliver_due()
    assert "Am Bach fehlt eine Bank" in visitor.get("/ideen?q=Stadtbücherei").get_data(as_text=True)
    with writing():
        advance(idea, Stage.WITHDRAWN, HOUSE)
    outbox.deliver_due()
    assert "nichts gefunden" in visitor.get("/ideen?q=Stadtbücherei").get_data(as_text=True)


def test_the_second_of_two_people_is_told(office: FlaskClient) -> None:
    number = take(published().id)
    page = office.get(f"/buero/ideen/ergaenzungen/{number}")
    seen = version(page)
    with writing():
        services.publish(number, TEXT, HOUSE)
    address = f"/buero/ideen/ergaenzungen/{number}"
    sent = {"token": token(page, address), "version": seen, "text": TEXT, "decline": "1", "reason": "Werbung"}
    assert office.post(address, data=sent).status_code == 409
    assert rows()[0].state is State.PUBLISHED


def test_two_decisions_at_the_same_moment_are_one(app: House) -> None:
    number = take(published().id)
    seen = rows()[0].version
    told = at_once(
        app,
        lambda: services.publish(number, TEXT, HOUSE, seen),
        lambda: services.decline(number, "Werbung", HOUSE, seen),
    )
    assert told[0] == ""
    assert "geändert" in told[1]


def test_who_only_reads_decides_nothing(reader: FlaskClient) -> None:
    number = take(published().id)
    page = reader.get(f"/buero/ideen/ergaenzungen/{number}")
    assert page.status_code == 200
    answer = reader.post(f"/buero/ideen/ergaenzungen/{number}", data={"token": token(page), "publish": "1"})
    assert (answer.status_code, rows()[0].state) == (403, State.WAITING)


def test_an_empty_text_is_never_published(app: House) -> None:
    number = take(published().id)
    with pytest.raises(Refused), writing():
        services.publish(number, "  ", HOUSE)
    assert rows()[0].state is State.WAITING


def test_notes_cost_one_statement_where_there_are_some_and_none_elsewhere(visitor: FlaskClient) -> None:
    with_notes, without = published("Bank am Bach.").id, published("Baum am Markt.").id
    for number in range(30):
        shown(with_notes, f"Ergänzung Nummer {number}.", f"n{number}")
    costs = []
    for idea in (with_notes, without):
        address = visitor.get(f"/ideen/{idea}").headers["Location"]
        visitor.get(address)
        with counted() as statements:
            visitor.get(address)
        costs.append(sum("FROM addition" in one for one in statements))
    assert costs == [1, 0]


def test_the_queue_costs_the_same_for_3_and_30(office: FlaskClient) -> None:
    def cost() -> int:
        office.get("/buero/ideen/ergaenzungen")
        with counted() as statements:
            office.get("/buero/ideen/ergaenzungen")
        return len(statements)

    idea = published().id
    for number in range(3):
        take(idea, nonce=f"n{number}")
    few = cost()
    for number in range(27):
        take(published(f"Idee {number} am Bach.").id, nonce=f"m{number}")
    assert cost() == few


def test_what_was_declined_goes_after_a_year(app: House) -> None:
    idea = published().id
    number, stays = take(idea), shown(idea, nonce="stays")
    with writing():
        services.decline(number, "Werbung", HOUSE)
    with clock.at(clock.now() + timedelta(days=366)), writing():
        assert services.purge() == 1
    assert [row.id for row in rows()] == [stays]
