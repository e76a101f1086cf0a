"""Finding people in the office: by name however it is written, by former e-mails and digits; who may, what is noted of it."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from compass import looks, queries, recent, services
from compass.models import ContactKind, Seen
from compass.services import ActorDraft, PointLine
from core import jumping, outbox
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE, Entry
from tests.support.making import published
from tests.support.making_actors import make_actor
from tests.support.pages import fill
from tests.support.statements import counted

NAME = re.compile(r'<h2><a href="(?:/buero)?/netzwerk/\d+"[^>]*>(.*?)</a></h2>')
PLACE = re.compile(r'<a href="([^"]*)" data-row><span>(.*?)</span>')


def names(client: FlaskClient, query: str) -> list[str]:
    answer = client.get("/buero/netzwerk", query_string=query if "=" in query else {"q": query})
    assert answer.status_code == 200, query
    return [re.sub(r"<[^>]+>", "", name) for name in NAME.findall(answer.text)]


def places(client: FlaskClient, text: str) -> list[str]:
    answer = client.get("/buero/springen", query_string={"q": text, "teil": "1"})
    assert answer.status_code == 200, text
    return [title for _, title in PLACE.findall(answer.text)]


def a_network() -> int:
    make_actor("Jörg Müßig", phone="0521 / 51-2345", email="post.fach@example.org")
    number = make_actor("Café Größenwahn", email="alt@example.net", web="https://groessenwahn.example")
    with writing():
        point = PointLine(ContactKind.PHONE, "+49 171 98 76 54 3", "mobil")
        services.change(number, ActorDraft("Café Größenwahn", email="neu@example.net", points=(point,)), HOUSE)
    outbox.deliver_due()
    return number


def test_names_are_found_however_they_are_written(office: FlaskClient) -> None:
    a_network()
    asked = {
        "Jörg Müßig": ("müßig", "muessig", "Jörg", "joerg", "Müss"),
        "Café Größenwahn": ("größenwahn", "Groessenwahn", "cafe"),
    }
    for name, texts in asked.items():
        assert {text: names(office, text) for text in texts} == {text: [name] for text in texts}


def test_numbers_and_addresses_are_found_by_those_who_may_see_them(
    office: FlaskClient, reader: FlaskClient, visitor: FlaskClient
) -> None:
    a_network()
    asked = {
        "Jörg Müßig": ("0521 512345", "+49 521 51 23 45", "512345", "post.fach@example.org"),
        "Café Größenwahn": ("0171/98765", "alt@example.net", "NEU@example", "groessenwahn.example"),
    }
    for name, texts in asked.items():
        assert {text: names(office, text) for text in texts} == {text: [name] for text in texts}
    hidden = [text for texts in asked.values() for text in texts if "groess" not in text]
    assert [text for text in hidden if names(reader, text)] == []
    assert [text for text in hidden if NAME.findall(visitor.get("/netzwerk", query_string={"q": text}).text)] == []


def test_filters_narrow_what_is_found(office: FlaskClient) -> None:
    first = make_actor("Erste", phone="0521 1111", districts=(1,), languages=("tr",), competences=("Nähen",))
    make_actor("Zweite", phone="0521 1111", districts=(2,), languages=("de",), competences=("Nähen",))
    outbox.deliver_due()

    for query in ("bezirk=1", "sprache=tr", "q=0521 1111&bezirk=1", "q=Nähen&sprache=tr", "q=Nähen&bezirk=1&bezirk=9"):
        assert names(office, query) == ["Erste"], query
    for query in ("bezirk=x&sprache=\x00&luft=viel&reichweite=9&zielbild=-1", "luft=unknown", "q=Nähen&luft=unknown"):
        assert sorted(names(office, query)) == ["Erste", "Zweite"], query
    assert names(office, "luft=room") == []
    assert first


def test_while_somebody_types_only_the_hits_come(office: FlaskClient) -> None:
    make_actor("Erste")
    part = office.get("/buero/netzwerk?teil=1").text

    assert NAME.findall(part) == ["Erste"]
    assert "<html" not in part
    assert "<h1" not in part


def test_who_may_not_see_contacts_sees_none_and_finds_nothing_by_them(reader: FlaskClient, office: FlaskClient) -> None:
    number = make_actor(
        "Offen",
        email="geheim@example.org",
        phone="0521 4711",
        contact_name="Geheime Person",
        note="Merksatz",
        source="Handzettel",
    )
    outbox.deliver_due()
    secrets = ("geheim@", "4711", "Geheime Person", "Merksatz", "Handzettel")

    for page in ("/buero/netzwerk", f"/buero/netzwerk/{number}", "/buero/netzwerk?q=Offen", "/buero/springen?q=Offen"):
        text = reader.get(page).text
        assert "Offen" in text, page
        assert [word for word in secrets if word in text] == [], page
    shown = office.get(f"/buero/netzwerk/{number}").text.replace("<wbr>", "")
    assert [word for word in secrets if word not in shown] == []
    for word in ("geheim@example.org", "0521 4711", "Geheime", "Merksatz"):
        assert names(reader, word) == []
        assert places(reader, word) == []
    for door in ("neu", f"{number}/bearbeiten", f"{number}/loeschen", "selbsteintragungen"):
        assert reader.get(f"/buero/netzwerk/{door}").status_code == 403, door


def test_a_list_with_contacts_is_noted_once_a_day_without_names(office: FlaskClient, reader: FlaskClient) -> None:
    make_actor("Eins", email="eins@example.org")
    office.get("/buero/netzwerk")
    noted = select(Entry).where(Entry.verb == looks.VERB)
    assert db.session.scalars(noted).all() == []

    make_actor("Zwei", phone="0521 2222")
    for query in ("", "?q=eins", "", "?q=geheimer-suchtext", "?art=person"):
        office.get(f"/buero/netzwerk{query}")
        reader.get(f"/buero/netzwerk{query}")

    db.session.rollback()
    (entry,) = db.session.scalars(noted)
    assert (entry.kind, entry.thing_id, entry.parameters) == ("network_list", 0, {"list": "Netzwerk"})
    assert entry.account_id is not None


def test_what_was_seen_last_stands_on_the_list(office: FlaskClient, admin: FlaskClient) -> None:
    numbers = [make_actor(f"Akteur {n:02}") for n in range(12)]
    for number in (*numbers, numbers[11], numbers[5]):
        office.get(f"/buero/netzwerk/{number}")
    account = db.session.scalars(select(Seen.account_id).distinct()).one()

    assert [number for number, _, _ in recent.of(account)] == [numbers[n] for n in (5, 11, 10, 9, 8, 7, 6, 4)]
    assert "Zuletzt gesehen" in office.get("/buero/netzwerk").text
    assert "Zuletzt gesehen" not in admin.get("/buero/netzwerk").text
    assert places(office, "")[:2] == ["Akteur 05", "Akteur 11"]
    fill(office, f"/buero/netzwerk/{numbers[11]}/loeschen")
    assert numbers[11] not in [number for number, _, _ in recent.of(account)]


def test_a_few_letters_lead_anywhere_this_person_may_go(office: FlaskClient, reader: FlaskClient) -> None:
    number = make_actor("Bachverein")
    idea = published("Am Bach fehlt eine Bank.")
    outbox.deliver_due()

    found = PLACE.findall(office.get("/buero/springen?q=Bach&teil=1").text)

    assert [address for address, _ in found] == [f"/buero/netzwerk/{number}", f"/buero/ideen/{idea.id}"]
    assert places(office, "Netz") == ["Netzwerk"]
    assert places(office, "Kick")[:1] == ["Kickbox"]
    assert places(reader, "Kick") == []
    assert "<h1>Springen</h1>" in office.get("/buero/springen?q=Bach").text
    assert office.get("/buero/springen").status_code == 200


@pytest.mark.parametrize(
    "text", ["\x00", "%", "_", "x" * 100_000, "'; DROP TABLE actor; --", "<b>", "@", "0", "\u202e"]
)
def test_strange_letters_lead_nowhere_and_hurt_nobody(office: FlaskClient, text: str) -> None:
    make_actor("Verein")
    assert "<b>" not in office.get("/buero/springen", query_string={"q": text, "teil": "1"}).text
    assert office.get("/buero/netzwerk", query_string={"q": text}).status_code == 200


def test_nobody_jumps_without_a_log_in(visitor: FlaskClient) -> None:
    assert visitor.get("/buero/springen?q=a").status_code == 303


def test_what_reads_like_a_contact() -> None:
    yes = ("a@b.de", "@example", "0521 51-0", "+49 (0) 521 51", "beispiel.de", "01719876543")
    no = ("Verein", "Zirkel 12", "2026 Jahr", "12", "e. V.", "")
    assert [text for text in (*yes, *no) if queries.is_contact(text)] == list(yes)


def test_finding_costs_the_same_for_few_and_many(office: FlaskClient, app: House) -> None:
    pages = ["/buero/netzwerk", "/buero/netzwerk?q=Akteur", "/buero/netzwerk?q=0521", "/buero/springen?q=Akteur&teil=1"]

    def cost() -> list[int]:
        outbox.deliver_due()
        spent = []
        for page in pages:
            office.get(page)
            with counted() as statements:
                assert office.get(page).status_code == 200
            spent.append(len(statements))
        return spent

    for number in range(30):
        make_actor(f"Akteur {number:02}", phone="0521 4711", competences=("Bus",), areas=(1,))
        if number == 2:
            few = cost()
    assert cost() == few


def test_a_door_that_is_none_of_the_offices_is_never_named(office: FlaskClient, app: House) -> None:
    office.get("/buero/")
    with app.test_request_context("/"):
        viewer = type("Somebody", (), {"role": None})()
        for address in ("/netzwerk", "/gibt/es/nicht", "/static/app.css", "https://example.org/", ""):
            assert not jumping.may_open(address, viewer)
