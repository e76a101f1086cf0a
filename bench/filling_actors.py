"""Fills a house with as many invented actors as one likes, by bulk insert: contacts, competences, consents, topics, ties."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select, text

from bench.filling import BUNCH, HEADS, STEMS
from compass import wordings
from compass.models import (
    PAGE_FIELDS,
    Actor,
    ActorKind,
    Address,
    Basis,
    Capacity,
    Competence,
    CompetenceKind,
    Consent,
    ContactKind,
    ContactPoint,
    Purpose,
    Sector,
    Tie,
    TieKind,
    actor_area,
    actor_district,
)
from core import clock, versions
from core.db import db, writing
from core.rows import fold
from radar.models import ActivityArea, District

FIRST = "Anke Bernd Cem Dörte Elif Fritz Grete Hatice Ingo Jana Kemal Lotte Mehmet Nuran Otto Petra Ruth Sören".split()  # noqa: SIM905 - quoted words would be unreadable
LAST = "Müller Yılmaz Schröder Köhler Öztürk Weiß Böhm Kaya Jäger Vogt Groß Şahin Lange Krämer Nowak Brandt".split()  # noqa: SIM905 - the same
SHAPES = ("Verein {} e. V.", "{} gGmbH", "Initiative {}", "Bündnis {}", "Amt für {}", "Werkstatt {}")
KINDS = (ActorKind.ORGANISATION, ActorKind.INITIATIVE, ActorKind.ALLIANCE, ActorKind.UNIT)
WORDING = "Ja, das dürfen Sie."


def fill(actors: int) -> None:
    """Write so many actors, a third of them persons, in an application context; every second one agreed to its page."""
    draw = random.Random(11)
    areas, districts = ([*db.session.scalars(select(row.id))] for row in (ActivityArea, District))
    for start in range(0, actors, BUNCH):
        numbers = range(start + 1, min(start + BUNCH, actors) + 1)
        with writing():
            db.session.execute(insert(Actor), [_actor(draw, number) for number in numbers])
            for row, values in (
                (Competence, _competences(draw, numbers)),
                (ContactPoint, _points(numbers)),
                (Address, _addresses(numbers)),
                (Consent, _consents(numbers)),
                (Tie, _ties(draw, numbers)),
            ):
                db.session.execute(insert(row), list(values))
            db.session.execute(insert(actor_area), _pairs(draw, numbers, "area_id", areas))
            db.session.execute(insert(actor_district), _pairs(draw, numbers, "district_id", districts))
    with writing():
        versions.up("compass")
        if db.engine.dialect.name == "postgresql":
            for table in ("actor", "tie"):
                last = f"(SELECT coalesce(max(id), 1) FROM {table})"  # noqa: S608 - two names of our own
                db.session.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last})"))
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def names(actors: int) -> list[str]:
    """Return names as `fill` gives them."""
    draw = random.Random(11)
    return [str(_actor(draw, number)["name"]) for number in range(1, actors + 1)]


def thing(draw: random.Random) -> str:
    """Return an invented compound: Radwege, Bücherfeste."""
    return (draw.choice(STEMS) + draw.choice(HEADS)).capitalize()


def _actor(draw: random.Random, number: int) -> dict[str, Any]:
    person = number % 3 == 0
    name = f"{draw.choice(FIRST)} {draw.choice(LAST)} {number}" if person else draw.choice(SHAPES).format(thing(draw))
    moment = clock.now() - timedelta(minutes=number)
    return {
        "id": number,
        "name": name,
        "sort_key": fold(name),
        "kind": ActorKind.PERSON if person else draw.choice(KINDS),
        "sector": list(Sector)[number % 4],
        "about": f"Kümmert sich um {thing(draw)} und {thing(draw)}. Trifft sich seit {draw.randint(1970, 2025)}.",
        "contact_name": f"{draw.choice(FIRST)} {draw.choice(LAST)}",
        "email": f"post{number}@example.org",
        "phone": f"0521 {500000 + number}",
        "basis": Basis.PUBLIC_TASK,
        "source": "Seite im Netz",
        "capacity": list(Capacity)[number % 4],
        "added_at": moment,
        "changed_at": moment,
        "version": 1,
    }


def _competences(draw: random.Random, numbers: Sequence[int]) -> Iterator[dict[str, Any]]:
    for number in numbers:
        for kind in draw.choices(list(CompetenceKind), k=3):
            yield {"actor_id": number, "kind": kind, "text": thing(draw), "confirmed": False, "noted_at": clock.now()}


def _points(numbers: Sequence[int]) -> Iterator[dict[str, Any]]:
    for number in numbers:
        mobile, former = f"0171 {4000000 + number}", f"frueher{number}@example.net"
        for kind, value, key, ended in (
            (ContactKind.PHONE, mobile, mobile.replace(" ", ""), ""),
            (ContactKind.EMAIL, former, former, "2025-01-31"),
        ):
            row = {"actor_id": number, "kind": kind, "value": value, "value_key": key, "label": ""}
            yield {**row, "ended_on": ended}


def _addresses(numbers: Sequence[int]) -> Iterator[dict[str, Any]]:
    for number in numbers:
        yield {"actor_id": number, "street": f"Am Bach {number}", "postcode": "33602", "town": "Bielefeld", "label": ""}


def _consents(numbers: Sequence[int]) -> Iterator[dict[str, Any]]:
    said = {"given_at": clock.now(), "wording": WORDING, "wording_mark": wordings.mark(WORDING)}
    for number in numbers[::2]:
        for purpose in (Purpose.PUBLIC, Purpose.MATCHING, *PAGE_FIELDS):
            yield {"actor_id": number, "purpose": purpose, "channel": "schriftlich", **said}


def _ties(draw: random.Random, numbers: Sequence[int]) -> Iterator[dict[str, Any]]:
    for number in numbers[1:]:
        other = draw.randint(1, number - 1)
        said = {"kind": TieKind.COOPERATES.value, "role": "", "since_on": "2024-01-01", "until_on": "", "source": ""}
        yield {"from_id": number, "to_id": other, "is_main": False, **said}


def _pairs(draw: random.Random, numbers: Sequence[int], name: str, ids: Sequence[int]) -> list[dict[str, int]]:
    return [{"actor_id": number, name: one} for number in numbers for one in draw.sample(ids, draw.choice((1, 2)))]
