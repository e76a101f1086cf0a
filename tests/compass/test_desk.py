"""The office keeps entries: add, find, change, tie, confirm, remove; bad input, two people at one row, constant statements."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from compass import queries, services
from compass.models import Actor, Basis, Capacity, ContactKind, Reach
from compass.services import ActorDraft, AddressLine, PointLine, ReferenceLine
from core import journal
from core.db import db, writing
from core.errors import Refused
from core.journal import HOUSE
from core.things import Thing
from tests.support.making_actors import make_actor
from tests.support.pages import fill, version

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
