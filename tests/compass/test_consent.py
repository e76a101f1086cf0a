"""Consent on every path: who did not agree, or withdrew, is nowhere in public and in no suggestion, from that request on."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from compass import documents, page_documents, queries, services, suggesting, tied
from compass.models import Purpose, TieKind
from core import outbox
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from tests.support.making_actors import make_actor
from tests.support.pages import fill

HIDDEN = ("Demo-Ansprechperson", "treff@example.org", "0521 0000-11", "Dienstags vor zehn")


def shown(client: FlaskClient, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200, address
    return page.get_data(as_text=True)


def withdraw(number: int, purpose: Purpose) -> None:
    with writing():
        services.withdraw_consent(number, purpose, "am Telefon", HOUSE)


def challenge() -> int:
    with writing():
        return services.make_challenge("Hilfe am Handy", "Geduld mit dem Handy", (), None, HOUSE).id


def suggested() -> list[str]:
    db.session.rollback()
    return [one.actor.name for one in suggesting.of(queries.challenge(1)).ranked]


@pytest.mark.parametrize("address", ["/netzwerk", "/netzwerk?bereich=civil_society", "/netzwerk?q=Handy"])
def test_a_list_names_only_who_agreed(visitor: FlaskClient, address: str) -> None:
    make_actor("Zeigt sich", competences=["Handy"])
    make_actor("Bleibt verborgen", competences=["Handy"], public=False)
    outbox.deliver_due()

    page = shown(visitor, address)

    assert "Zeigt sich" in page
    assert "Bleibt verborgen" not in page
    assert '<strong class="num">1 Eintrag</strong>' in page


def test_withdrawn_is_gone_before_the_index_follows(visitor: FlaskClient) -> None:
    number = make_actor("Geht wieder", competences=["Handy"])
    outbox.deliver_due()
    tag = visitor.get("/netzwerk").headers["ETag"]
    assert visitor.get("/netzwerk", headers={"If-None-Match": tag}).status_code == 304

    withdraw(number, Purpose.PUBLIC)

    answer = visitor.get("/netzwerk", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert "Geht wieder" not in answer.get_data(as_text=True)
    assert "Geht wieder" not in shown(visitor, "/netzwerk?q=Handy")
    assert visitor.get(f"/netzwerk/{number}").status_code == 404
    outbox.deliver_due()
    assert "Geht wieder" not in shown(visitor, "/netzwerk?q=Handy")


def test_a_public_page_holds_no_contact_and_no_note(visitor: FlaskClient) -> None:
    number = make_actor(
        offers=["Ein Raum"],
        contact_name=HIDDEN[0],
        email=HIDDEN[1],
        phone=HIDDEN[2],
        note=HIDDEN[3],
        about="Offene Runde.",
        web="https://www.example.org",
    )
    outbox.deliver_due()

    pages = [shown(visitor, address) for address in (f"/netzwerk/{number}", "/netzwerk", "/netzwerk?q=Raum")]

    assert all(word not in page for word in HIDDEN for page in pages)
    assert all(word in pages[0] for word in ("Offene Runde.", "https://www.example.org", "Ein Raum"))


def test_the_index_holds_no_contact_and_shows_only_who_agreed(app: House) -> None:
    number = make_actor(contact_name=HIDDEN[0], email=HIDDEN[1], phone=HIDDEN[2], note=HIDDEN[3], public=False)
    document = next(documents.documents([number]))

    assert document.visibility == {"desk"}
    assert list(page_documents.documents([number])) == []
    assert all(word not in f"{document.title} {document.text}" for word in HIDDEN)
    with writing():
        services.give_consent(number, Purpose.PUBLIC, "schriftlich", "Ja.", HOUSE)
    assert [one.visibility for one in documents.documents([number])] == [{"desk"}]
    assert [one.visibility for one in page_documents.documents([number])] == [{"public"}]


def test_a_tie_shows_only_between_two_who_agreed(visitor: FlaskClient, office: FlaskClient) -> None:
    first, second, third = make_actor("Erste"), make_actor("Zweite"), make_actor("Dritte", public=False)
    with writing():
        services.tie(first, second, TieKind.MEMBER_OF, HOUSE)
        services.tie(third, first, TieKind.FUNDS, HOUSE)

    page, desk = shown(visitor, f"/netzwerk/{first}"), shown(office, f"/buero/netzwerk/{first}")

    assert "ist Mitglied von" in page
    assert "Dritte" not in page
    assert "wird gefördert von" in desk
    withdraw(second, Purpose.PUBLIC)
    assert "Zweite" not in shown(visitor, f"/netzwerk/{first}")
    assert tied.of(first, public=True) == []


def test_names_for_other_rooms_are_only_those_of_who_agreed(app: House) -> None:
    first, second = make_actor("Erste"), make_actor("Zweite", public=False)

    assert queries.public_names([first, second, 999]) == {first: "Erste"}
    assert queries.public_names([]) == {}


def test_nobody_is_suggested_without_consent(app: House) -> None:
    make_actor("Darf", competences=["Geduld am Handy"])
    hidden = make_actor("Darf nicht", competences=["Geduld am Handy"], matching=False)
    challenge()

    assert suggested() == ["Darf"]
    with writing():
        services.give_consent(hidden, Purpose.MATCHING, "persönlich", "Ja.", HOUSE)
    assert sorted(suggested()) == ["Darf", "Darf nicht"]
    withdraw(hidden, Purpose.MATCHING)
    assert suggested() == ["Darf"]
    assert [one.actor_id for one in queries.profiles()] != [hidden]


def test_a_consent_keeps_its_wording_and_counts_once(app: House) -> None:
    number = make_actor(public=False, matching=False)
    for wording in ("Ja, alt.", "Ja, neu."):
        with writing():
            services.give_consent(number, Purpose.PUBLIC, "schriftlich", wording, HOUSE)
    given = queries.one(number, public=True).consents
    assert [c.purpose for c in given if c.purpose is Purpose.PUBLIC] == [Purpose.PUBLIC]
    assert {(c.wording, c.channel) for c in given} == {("Ja, alt.", "schriftlich")}

    withdraw(number, Purpose.PUBLIC)
    withdraw(number, Purpose.PUBLIC)
    with writing():
        services.give_consent(number, Purpose.PUBLIC, "am Telefon", "Ja, neu.", HOUSE)

    every = queries.one(number, public=False).consents
    consents = [consent for consent in every if consent.purpose is Purpose.PUBLIC]
    assert [(c.wording, c.withdrawn_at is None) for c in consents] == [("Ja, alt.", False), ("Ja, neu.", True)]


def test_the_office_gives_and_withdraws_by_button(office: FlaskClient, visitor: FlaskClient) -> None:
    number = make_actor(public=False, matching=False)
    page = f"/buero/netzwerk/{number}"
    said = {
        "action": f"{page}/einwilligung",
        "to": f"{page}/einwilligung",
        "purpose": "public",
        "channel": "am Telefon",
    }

    given = fill(office, page, give="1", **said)
    assert given.status_code == 303
    assert visitor.get(f"/netzwerk/{number}").status_code == 200
    assert "am Telefon" in shown(office, page)
    assert fill(office, page, withdraw="1", **said).status_code == 303
    assert visitor.get(f"/netzwerk/{number}").status_code == 404


@pytest.mark.parametrize("forged", [{"purpose": "all"}, {"channel": "gar nicht"}, {"token": "x"}, {"purpose": "\x00"}])
def test_a_forged_consent_changes_nothing(office: FlaskClient, visitor: FlaskClient, forged: dict[str, str]) -> None:
    number = make_actor(public=False)
    page = f"/buero/netzwerk/{number}"
    said = {"purpose": "public", "channel": "am Telefon", "give": "1", **forged}

    assert fill(office, page, action=f"{page}/einwilligung", to=f"{page}/einwilligung", **said).status_code == 400
    assert visitor.get(f"/netzwerk/{number}").status_code == 404


def test_who_only_reads_the_process_sees_no_addresses(reader: FlaskClient, visitor: FlaskClient) -> None:
    number = make_actor(
        contact_name="Demo-Ansprechperson", email="geheim@example.org", phone="0521 4711", note="Merksatz"
    )
    for address in ("/buero/netzwerk", f"/buero/netzwerk/{number}"):
        page = shown(reader, address)
        assert all(word not in page for word in ("Demo-Ansprechperson", "geheim@", "4711", "Merksatz"))
        assert visitor.get(address).status_code == 303
    assert reader.get("/buero/netzwerk/selbsteintragungen").status_code == 403
    assert "Selbsteintragungen" not in shown(reader, "/buero/")
