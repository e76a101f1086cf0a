"""The office keeps entries: add, find, change, tie, confirm, remove; bad input, two people at one row, constant statements."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from compass import cards, listing, queries, services, tied
from compass.models import Actor, Basis, Capacity, Competence, ContactKind, JoinRequest, Reach, Sector, TieKind
from compass.services import ActorDraft, AddressLine, PointLine, ReferenceLine
from core import clock, journal, outbox
from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.journal import HOUSE
from core.things import Thing
from dialogues.models import Assembly, Membership
from tests.support.making_actors import make_actor
from tests.support.pages import fill, version
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


def names(client: FlaskClient, address: str) -> list[str]:
    page = client.get(address)
    assert page.status_code == 200, address
    return [re.sub(r"<[^>]+>", "", name) for name in NAME.findall(page.get_data(as_text=True))]


def test_an_entry_is_written_and_changed(office: FlaskClient) -> None:
    made = fill(office, "/buero/netzwerk/neu", **GOOD, areas=["1", "3"], city_owned="y", email="a@example.org")
    assert made.status_code == 303, made.get_data(as_text=True)
    actor = db.session.scalars(select(Actor)).one()
    page = f"/buero/netzwerk/{actor.id}/bearbeiten"
    form = office.get(page)
    assert "Ein Saal\nEin Café" in form.get_data(as_text=True)

    answer = fill(office, page, **{**GOOD, "offers": "Ein Saal", "name": "Wissens-Werkstatt"}, version=version(form))

    assert answer.status_code == 303
    changed = queries.one(actor.id, public=False)
    assert (changed.name, changed.city_owned, changed.areas) == ("Wissens-Werkstatt", False, [])
    assert [row.text for row in changed.competences] == ["Ein Saal"]
    assert [e.verb for e in journal.entries(Thing("actor", actor.id))] == ["actor.changed", "actor.added"]


def test_the_form_holds_everything_that_is_stored(office: FlaskClient) -> None:
    number = make_actor(
        "Alles",
        areas=[2, 5],
        competences=["Nähen", "Kochen"],
        interests=["Wald"],
        offers=["Raum"],
        email="a@example.org",
        note="Notiz",
        advisory_board=True,
        web="https://a.example.org",
        basis=Basis.CONTRACT,
        source="Vertrag",
        **BESIDE,
    )
    page = f"/buero/netzwerk/{number}/bearbeiten"
    before = queries.one(number, public=False)
    stored = (before.name, before.kind, before.sector, before.email, before.note, before.web, before.advisory_board)
    rows = beside(number)
    said = [(row.kind, row.text) for row in before.competences]

    assert office.post(page, data=sent_as_shown(office.get(page).get_data(as_text=True))).status_code == 303

    after = queries.one(number, public=False)
    assert (after.name, after.kind, after.sector, after.email, after.note, after.web, after.advisory_board) == stored
    assert [(row.kind, row.text) for row in after.competences] == said
    assert [area.id for area in after.areas] == [2, 5]
    assert beside(number) == rows


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


def beside(number: int) -> dict[str, Any]:
    """Return everything that is stored beside the plain fields, as a draft says it."""
    actor = queries.in_full(number)
    plain = ("reach", "everyday_expertise", "phone", "phone_label", "capacity", "capacity_on")
    return {
        **{name: getattr(actor, name) for name in plain},
        "traits": tuple(one.id for one in actor.traits),
        "districts": tuple(one.id for one in actor.districts),
        "languages": tuple(one.code for one in actor.languages),
        "points": tuple(PointLine(p.kind, p.value, p.label, p.ended_on) for p in actor.contact_points),
        "addresses": tuple(AddressLine(a.street, a.postcode, a.town, a.label) for a in actor.addresses),
        "references": tuple(ReferenceLine(r.title, r.web, r.year, r.highlighted) for r in actor.references),
    }


def sent_as_shown(page: str) -> MultiDict[str, str]:
    """Return what a browser sends when somebody opens a form and presses the button."""
    form = page[page.index('<form class="form"') :]
    form = form[: form.index("</form>")]
    sent: MultiDict[str, str] = MultiDict()
    for tag in re.findall(r"<input[^>]*>", form):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if given.get("type") != "checkbox" or re.search(r"\schecked\b", tag):
            sent.add(given["name"], html.unescape(given.get("value", "")))
    for name, body in re.findall(r'<textarea[^>]*name="([\w-]+)"[^>]*>\s?(.*?)</textarea>', form, re.DOTALL):
        sent.add(name, html.unescape(body))
    for name, body in re.findall(r'<select[^>]*name="([\w-]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option selected value="([^"]*)"', body)
        sent.add(name, chosen[1] if chosen else "")
    return sent


def test_a_line_that_stays_keeps_its_confirmation(office: FlaskClient) -> None:
    number = make_actor(competences=["Nähen", "Kochen"])
    row = queries.one(number, public=False).competences[0]
    page = f"/buero/netzwerk/{number}"
    to = f"{page}/kompetenz/{row.id}"
    assert fill(office, page, action=to, to=to).status_code == 303
    with writing():
        services.change(number, ActorDraft("Neu", competences=("Backen", "nähen")), HOUSE)

    said = {c.text: c.confirmed for c in queries.one(number, public=False).competences}
    assert said == {"Backen": False, "nähen": True}
    assert {e.text: e.weight for e in queries.profiles()[0].evidence}["nähen"] == 1.0


def test_the_second_of_two_people_is_told_and_loses_nothing(office: FlaskClient) -> None:
    number = make_actor("Alt")
    page = f"/buero/netzwerk/{number}/bearbeiten"
    seen = version(office.get(page))
    with writing():
        services.change(number, ActorDraft("Von der Ersten"), HOUSE)

    late = fill(office, page, **GOOD, version=seen)

    assert late.status_code == 409
    assert "war schneller" in late.get_data(as_text=True)
    assert 'value="Wissenswerkstatt"' in late.get_data(as_text=True)
    assert queries.one(number, public=False).name == "Von der Ersten"
    with pytest.raises(Refused), writing():
        services.change(number, ActorDraft("Zu spät"), HOUSE, version=int(seen))


@pytest.mark.parametrize(
    "bad",
    [
        {"name": ""},
        {"name": "\x00"},
        {"name": "x" * 161},
        {"kind": "9"},
        {"sector": "politik"},
        {"areas": "999"},
        {"areas": "1 OR 1"},
        {"email": "a@b@c"},
        {"web": "ftp://example.org"},
        {"about": "x" * 100_000},
        {"note": "x" * 4001},
        {"competences": "x" * 201},
        {"token": "x"},
    ],
)
def test_bad_input_is_told_and_nothing_kept(office: FlaskClient, bad: dict[str, str]) -> None:
    answer = fill(office, "/buero/netzwerk/neu", **{**GOOD, **bad})

    assert answer.status_code == 422
    assert db.session.scalars(select(Actor)).all() == []


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
    pages.append("/buero/netzwerk/herausforderungen/1")

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
