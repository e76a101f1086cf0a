"""The office's list and pages: filters, search, places in the list, what they cost, what removing takes along."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from compass import cards, listing, queries, services, tied
from compass.models import Actor, Capacity, Competence, ContactKind, JoinRequest, Reach, Sector, TieKind
from compass.services import AddressLine, PointLine, ReferenceLine
from core import clock, journal, outbox
from core.db import db, writing
from core.errors import NotThere
from core.factory import House
from core.journal import HOUSE
from core.things import Thing
from dialogues.models import Assembly, Membership
from tests.support.making_actors import make_actor
from tests.support.pages import fill
from tests.support.statements import counted

NAME = re.compile(r'<h2><a href="(?:/buero)?/netzwerk/\d+"[^>]*>(.*?)</a></h2>')
GOOD = {
    "name": "Wissenswerkstatt",
    "kind": "organisation",
    "sector": "science",
    "offers": "Ein Saal\nEin Café",
    "basis": "public_task",
    "source": "Visitenkarte",
    "capacity": "unknown",
}
BESIDE: dict[str, Any] = {
    "reach": Reach.REGIONAL,
    "everyday_expertise": "Busfahren mit dem Rollstuhl",
    "phone": "0521 51-0",
    "phone_label": "Zentrale",
    "capacity": Capacity.LITTLE,
    "capacity_on": "2026-03-01",
    "traits": (1, 3),
    "districts": (2,),
    "languages": ("de", "tr"),
    "points": (
        PointLine(ContactKind.PHONE, "0171 2345678", "mobil"),
        PointLine(ContactKind.EMAIL, "alt@example.org", "früher", "2026-01-31"),
    ),
    "addresses": (
        AddressLine("Am Bach 1", "33602", "Bielefeld", "Sitz"),
        AddressLine("Am Wald 2", "33649", "Bielefeld"),
    ),
    "references": (
        ReferenceLine("Reparaturtag", "https://r.example.org", "2025", highlighted=True),
        ReferenceLine("Chor"),
    ),
}


def names(client: FlaskClient, address: str) -> list[str]:
    page = client.get(address)
    assert page.status_code == 200, address
    return [re.sub(r"<[^>]+>", "", name) for name in NAME.findall(page.get_data(as_text=True))]


def test_filters_and_search_narrow_the_list(office: FlaskClient, visitor: FlaskClient) -> None:
    make_actor("Amt", sector=Sector.ADMINISTRATION, areas=[1], competences=["Karten"])
    make_actor("Beirat", advisory_board=True, areas=[2], matching=False)
    make_actor("Firma", sector=Sector.BUSINESS, public=False, matching=False, competences=["Karten"])
    outbox.deliver_due()

    asked = {
        "": ["Amt", "Beirat", "Firma"],
        "?bereich=business&bereich=administration": ["Amt", "Firma"],
        "?thema=2": ["Beirat"],
        "?zusatz=advisory_board": ["Beirat"],
        "?ja=none": ["Firma"],
        "?ja=matching": ["Amt"],
        "?q=Karten&bereich=business": ["Firma"],
        "?q=Karten&ja=none": ["Firma"],
        "?bereich=\x00&thema=-1&zusatz=x&ja=y": ["Amt", "Beirat", "Firma"],
    }
    assert {query: names(office, f"/buero/netzwerk{query}") for query in asked} == asked
    assert names(visitor, "/netzwerk?thema=1") == ["Amt"]
    assert names(visitor, "/netzwerk?zusatz=advisory_board") == ["Amt", "Beirat"]


def test_pages_hang_together_in_both_directions(visitor: FlaskClient) -> None:
    for number in range(60):
        make_actor(f"Ähnlich {number:02}", matching=False)
    first = visitor.get("/netzwerk").get_data(as_text=True)
    seen = NAME.findall(first)
    page = first
    for _ in range(2):
        after = re.search(r'href="([^"]*nach=[^"]*)"', page)
        assert after
        page = visitor.get(after[1].replace("&amp;", "&")).get_data(as_text=True)
        seen += NAME.findall(page)
    assert seen == [f"Ähnlich {number:02}" for number in range(60)]
    before = re.search(r'href="([^"]*vor=[^"]*)"', page)
    assert before
    assert names(visitor, before[1].replace("&amp;", "&")) == seen[25:50]


@pytest.mark.parametrize("query", ["nach=x", "nach=1", "vor=99999999999-a", "nach=1-\x00", "q=a&ab=-1", "q=a&ab=9999"])
def test_a_forged_place_in_the_list_is_not_there(visitor: FlaskClient, query: str) -> None:
    make_actor()
    assert visitor.get(f"/netzwerk?{query}").status_code == 404


def test_lists_and_pages_cost_the_same_for_few_and_many(office: FlaskClient, visitor: FlaskClient) -> None:
    center = make_actor("Mitte", competences=["Handy"], areas=[1])
    with writing():
        services.make_challenge("Hilfe am Handy", "", (), None, HOUSE)
    pages = ["/netzwerk", f"/netzwerk/{center}", "/buero/netzwerk", f"/buero/netzwerk/{center}"]
    pages.append("/buero/herausforderungen/1")

    def cost() -> list[int]:
        spent = []
        for page in pages:
            client = office if page.startswith("/buero") else visitor
            client.get(page)
            with counted() as statements:
                assert client.get(page).status_code == 200
            spent.append(len(statements))
        return spent

    for number in range(30):
        other = make_actor(f"Weit {number:02}", competences=["Handy", "Bus"], areas=[1, 2])
        with writing():
            services.tie(center, other, TieKind.COOPERATES, HOUSE)
        if number == 2:
            few = cost()
    assert cost() == few


def test_removed_is_removed_with_everything(office: FlaskClient) -> None:
    number, other = make_actor(competences=["Nähen"]), make_actor("Andere")
    with writing():
        services.tie(other, number, TieKind.FUNDS, HOUSE)
    page = f"/buero/netzwerk/{number}/loeschen"

    assert fill(office, page).status_code == 303

    assert [one.id for one in db.session.scalars(select(Actor))] == [other]
    assert db.session.scalars(select(Competence)).all() == []
    assert db.session.scalars(select(JoinRequest)).all() == []
    assert tied.of(other, public=False) == []
    assert office.get(f"/buero/netzwerk/{number}").status_code == 404
    entries = journal.entries(Thing("actor", number))
    assert entries[0].verb == "actor.removed"
    assert all(entry.parameters == {} for entry in entries)
    with pytest.raises(NotThere), writing():
        services.remove(number, HOUSE)


def test_who_holds_a_place_in_another_room_is_not_removed_in_silence(office: FlaskClient) -> None:
    number = make_actor("Mitglied", email="mitglied@example.org")
    with writing():
        body = Assembly(name="Das Gremium")
        db.session.add(body)
        db.session.flush()
        db.session.add(Membership(assembly_id=body.id, actor_id=number))
    page, press = f"/buero/netzwerk/{number}", f"/buero/netzwerk/{number}/datenschutz/informieren"

    answer = fill(office, f"{page}/datenschutz", action=press, to=f"{page}/loeschen")

    assert answer.status_code == 409
    assert "Platz im Gremium „Das Gremium“" in answer.get_data(as_text=True)
    assert "Endgültig löschen" not in office.get(f"{page}/loeschen").get_data(as_text=True)
    assert queries.one(number, public=False).name == "Mitglied"


def test_cards_say_what_somebody_offers_first(app: House) -> None:
    number = make_actor(competences=["Kann"], offers=["Eins", "Zwei"], in_politics=True)
    (card,) = cards.cards([queries.one(number, public=False)], listing.DESK)

    assert (card.words, card.marks) == ("Bietet an: Eins, Zwei", ["Politik"])
    assert clock.now() >= queries.one(number, public=False).added_at
