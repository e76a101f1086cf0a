"""The office's form in full: rows that repeat, former e-mails, what the other one changed, bad input in every row."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from compass import queries, services
from compass.models import Actor, Capacity, ContactKind
from compass.services import ActorDraft, PointLine
from core import clock
from core.db import db, writing
from core.journal import HOUSE
from tests.support.making_actors import make_actor
from tests.support.pages import fill, version

GOOD = {
    "name": "Wissenswerkstatt",
    "kind": "organisation",
    "sector": "science",
    "basis": "public_task",
    "source": "Visitenkarte",
    "capacity": "unknown",
}


def points(number: int) -> list[tuple[str, str, bool]]:
    return [(p.kind.value, p.value, bool(p.ended_on)) for p in queries.in_full(number).contact_points]


def change(number: int, **said: Any) -> None:
    with writing():
        services.change(number, ActorDraft("Wer", **said), HOUSE)


def test_rows_are_written_without_a_script(office: FlaskClient) -> None:
    rows = {
        "points-0-kind": "phone",
        "points-0-value": "0171 2345678",
        "points-0-label": "mobil",
        "points-1-kind": "web",
        "points-1-value": "beispiel.de/wir",
        "points-2-kind": "email",
        "points-2-value": "",
        "addresses-0-street": "Am Bach 1",
        "addresses-1-town": "Bielefeld",
        "references-0-title": "Reparaturtag",
        "references-0-highlighted": "y",
    }
    page = office.get("/buero/netzwerk/neu").text
    assert page.count('aria-label="1. weiterer Weg"') == page.count('aria-label="2. weiterer Weg"') == 1

    assert fill(office, "/buero/netzwerk/neu", **GOOD, **rows).status_code == 303

    actor = queries.in_full(db.session.scalars(select(Actor.id)).one())
    assert points(actor.id) == [("phone", "0171 2345678", False), ("web", "https://beispiel.de/wir", False)]
    assert [(a.street, a.town) for a in actor.addresses] == [("Am Bach 1", ""), ("", "Bielefeld")]
    assert [(r.title, r.highlighted) for r in actor.references] == [("Reparaturtag", True)]
    shown = office.get(f"/buero/netzwerk/{actor.id}").text
    assert 'href="tel:01712345678"' in shown
    assert "(mobil)" in shown
    assert "Reparaturtag" in shown


def test_a_new_main_email_keeps_the_old_one_as_a_former(office: FlaskClient) -> None:
    number = make_actor(email="Alt@example.org")

    change(number, email="neu@example.org")
    assert points(number) == [("email", "Alt@example.org", True)]
    change(number, email="neu@example.org")
    assert points(number) == [("email", "Alt@example.org", True)]
    change(number, email="alt@example.org")
    assert points(number) == [("email", "neu@example.org", True)]
    change(number, email="dritte@example.org", points=(PointLine(ContactKind.EMAIL, "alt@example.org", "privat"),))
    assert points(number) == [("email", "alt@example.org", False)]
    page = office.get(f"/buero/netzwerk/{number}").text
    assert "dritte@" in page
    assert "(privat)" in page


def test_the_day_of_what_somebody_said_about_their_time_follows(office: FlaskClient) -> None:
    number, today = make_actor(), clock.today().isoformat()

    change(number, capacity=Capacity.ROOM, capacity_on="2026-01-31")
    assert queries.in_full(number).capacity_on == "2026-01-31"
    change(number, capacity=Capacity.ROOM)
    assert queries.in_full(number).capacity_on == "2026-01-31"
    change(number, capacity=Capacity.NONE, capacity_on="2026-01-31")
    assert queries.in_full(number).capacity_on == today
    assert "hat gerade keine Luft" in office.get(f"/buero/netzwerk/{number}").text
    change(number, capacity=Capacity.UNKNOWN)
    assert queries.in_full(number).capacity_on == ""


def test_the_second_is_told_what_the_first_changed(office: FlaskClient) -> None:
    number = make_actor("Alt", about="Früher.", phone="0521 1234", source="Netz")
    page = f"/buero/netzwerk/{number}/bearbeiten"
    opened = office.get(page)
    seen = opened.text.split('name="seen"')[1].split('value="')[1].split('"')[0]
    with writing():
        services.change(number, ActorDraft("Alt", about="Jetzt.", phone="0521 1234", source="Netz"), HOUSE)

    late = fill(office, page, **GOOD, version=version(opened), seen=seen, about="Meins.", phone="0521 9999")

    told = late.text[late.text.index("Das steht jetzt im Eintrag") : late.text.index("<h1>")]
    assert late.status_code == 409
    assert "Jetzt." in told
    assert "<dt>In ein paar Sätzen</dt>" in told
    assert told.count("<dt>") == 1
    assert "Meins." in late.text
    again = late.text.split('name="seen"')[1].split('value="')[1].split('"')[0]
    assert fill(office, page, **GOOD, version=version(late), seen=again, about="Meins.").status_code == 303
    assert queries.in_full(number).about == "Meins."


@pytest.mark.parametrize(
    "bad",
    [
        {"basis": ""},
        {"basis": "lust"},
        {"source": ""},
        {"source": "x" * 301},
        {"email": "a@@b"},
        {"email": "x" * 100_000},
        {"phone": "ruf an"},
        {"phone_label": "x" * 41},
        {"reach": "universe"},
        {"capacity": "viel"},
        {"capacity_on": "2999-01-01"},
        {"capacity_on": "2026-02-30"},
        {"traits": "999"},
        {"districts": "1; DROP TABLE actor"},
        {"languages": "klingonisch"},
        {"everyday_expertise": "x" * 301},
        {"points-0-kind": "phone", "points-0-value": "keine"},
        {"points-0-kind": "email", "points-0-value": "kein-zeichen"},
        {"points-0-kind": "web", "points-0-value": "javascript:alert(1)"},
        {"points-0-kind": "fax", "points-0-value": "0521 1"},
        {"points-0-kind": "phone", "points-0-value": "1" * 100_000},
        {"addresses-0-street": "x" * 81},
        {"addresses-0-postcode": "x" * 13},
        {"references-0-title": "x" * 301},
        {"references-0-title": "x", "references-0-year": "20x5"},
        {"references-0-web": "https://beispiel.de"},
        {"references-0-title": "x", "references-0-web": "ftp://x.de"},
        {f"references-{n}-{part}": "y" for n in range(4) for part in ("title", "highlighted")}
        | {f"references-{n}-title": f"Werk {n}" for n in range(4)},
    ],
)
def test_bad_rows_are_told_and_nothing_kept(office: FlaskClient, bad: dict[str, str]) -> None:
    answer = fill(office, "/buero/netzwerk/neu", **{**GOOD, **bad})

    assert answer.status_code == 422
    assert 'class="errors"' in answer.text
    assert db.session.scalars(select(Actor)).all() == []


def test_strange_rows_hurt_nobody(office: FlaskClient) -> None:
    rows = {f"points-{n}-value": "0521 1234" for n in range(300)} | {"points-x-value": "1", "points--1-value": "2"}
    rows |= {
        "points-0-value": "\x000521\u202e 77",
        "points-0-kind": "phone",
        "points-0-ended_on": "'; --",
        "points-0-former": "y",
    }

    assert fill(office, "/buero/netzwerk/neu", **GOOD, **rows).status_code == 303

    actor = db.session.scalars(select(Actor.id)).one()
    assert points(actor) == [("phone", "0521 77", True), ("phone", "0521 1234", False)]
    assert queries.in_full(actor).contact_points[0].ended_on == clock.today().isoformat()
