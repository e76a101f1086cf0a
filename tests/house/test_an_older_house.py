"""A house of the release before the D.I.V. in full comes forward: what its meetings said then they say now, there and back."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, NullPool, create_engine

from core import migrating
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from dialogues import agreement, ballots, queries
from dialogues.agreement import Counts
from dialogues.models import Mode, Pace, Say, Way
from run import create_app
from tests.support import houses, rows

BEFORE = "0007"
AT = datetime(2026, 3, 5, 18, tzinfo=UTC)
COUNTED = {1: Counts(3, 4, 2, 9, 7, 1), 2: Counts(13, 8, 3, 1, 0, 0)}
"""Stones of the two theses of the evaluated meeting."""
LAYING = (5, 5, 4, 4, 4, 3, 2, 5, 0)
"""Stones that lie in the running one."""
WORD = {"sort_key": "", "about": "", "position": 1, "active": True, "version": 1}
MEETING = {"assembly_id": 1, "about": "", "begins": "", "place": "", "announced": True, "opened_at": AT, "version": 2}
THESIS = {"text": "Eine These", "question": "Und dann?", "version": 1}
VISION = {
    "title": "Sensoren für alle",
    "text": "Alle sehen, was gemessen wird.",
    "way": "project",
    "way_place": "Klimaschutz",
}
ROWS: dict[str, list[dict[str, Any]]] = {
    "action_field": [{"id": 1, "key": "leben", "name": "Leben", **WORD}],
    "activity_area": [{"id": n, "field_id": 1, "key": f"area{n}", "name": f"Feld {n}", **WORD} for n in (1, 2)],
    "assembly": [{"id": 1, "name": "D.I.V.", "about": "", "version": 1}],
    "dialogue": [
        {"id": 1, "title": "Urbane Daten", "held_on": "2026-03-05", "state": "closed", "closed_at": AT, **MEETING},
        {"id": 2, "title": "Hilfe", "held_on": "2026-05-04", "state": "open", "meeting_code": "ABCDEFGH", **MEETING},
    ],
    "thesis": [
        *(
            {"id": n, "dialogue_id": 1, "position": n, **THESIS, **dataclasses.asdict(counts)}
            for n, counts in COUNTED.items()
        ),
        {"id": 3, "dialogue_id": 2, "position": 1, **THESIS},
    ],
    "vision": [
        {"id": 1, "dialogue_id": 1, "main_area_id": 1, "rank": 1, **VISION, "way_reason": "", "way_on": "2026-04-01"}
        | {"way_at": AT, "written_at": AT, "released_at": AT, "version": 1}
    ],
    "vision_area": [{"vision_id": 1, "area_id": 2}],
    "ballot": [{"key": f"{place:064}", "thesis_id": 3, "stone": stone} for place, stone in enumerate(LAYING)],
}


@contextmanager
def looking(url: str) -> Iterator[Connection]:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        yield connection


def furnish(url: str) -> None:
    """Put an evaluated and a running meeting into a database of the release before."""
    with looking(url) as connection:
        there = {table.name: table for table in rows.tables(connection)}
        for name, given in ROWS.items():
            for row in given:
                connection.execute(there[name].insert().values(row))


def contents(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of the tables that were filled, in a steady order."""
    with looking(url) as connection:
        return {name: found for name, found in rows.contents(connection).items() if name in ROWS}


@pytest.fixture
def moved_in(url: str, tmp_path: Path) -> Iterator[House]:
    """Give a house on a database that came forward from the release before."""
    migrating.upgrade(url, BEFORE)
    furnish(url)
    migrating.upgrade(url)
    furnished = houses.furnish(create_app(houses.settings(url, tmp_path / "instance", "x" * 40)), tmp_path)
    with furnished.app.app_context():
        yield furnished.app
    furnished.close()


def test_an_evaluated_meeting_has_the_same_figures(moved_in: House) -> None:
    dialogue = queries.dialogue(1, public=True)

    shown = agreement.results(dialogue)

    assert {one.thesis_id: one.counts for one in shown} == COUNTED
    assert [(one.n, one.percent, one.word, one.reason) for one in shown] == [
        (25, 28, "Wenig Zustimmung", "Wenig Zustimmung"),
        (25, 84, "Einig dafür", ""),
    ]
    assert [(one.parts.groups, one.parts.sectors, one.parts.sources, one.shift) for one in shown] == [
        ((), (), (), "")
    ] * 2
    assert (dialogue.mode, dialogue.say, dialogue.pace, dialogue.rounds) == (Mode.ROOM, Say.THINKING, Pace.OWN, 1)
    assert (dialogue.rehearsal, dialogue.finished_at, dialogue.minutes) == (False, None, None)


def test_a_released_vision_goes_the_way_it_went(moved_in: House) -> None:
    vision = queries.vision(1, public=True)

    assert (vision.title, vision.way, vision.way_place, vision.way_on) == (
        "Sensoren für alle",
        Way.PROJECT,
        "Klimaschutz",
        "2026-04-01",
    )
    assert ([one.id for one in vision.areas], vision.theses, vision.next_kind) == ([2], [], None)


@pytest.mark.parametrize("page", ["/div/1", "/div/visionen/1", "/div/1/ergebnisse.csv", "/div/1/regeln"])
def test_its_pages_are_there(moved_in: House, page: str) -> None:
    assert moved_in.test_client().get(page).status_code == 200


def test_a_running_meeting_is_closed_with_the_stones_that_lay(moved_in: House) -> None:
    with writing():
        ballots.close(2, HOUSE)
    db.session.expire_all()

    shown = agreement.results(queries.dialogue(2, public=True))

    assert [one.counts for one in shown] == [Counts(3, 3, 1, 1, 0, 1)]


def test_the_way_back_and_forth_changes_no_row(url: str) -> None:
    migrating.upgrade(url, BEFORE)
    furnish(url)
    before = contents(url)

    migrating.upgrade(url, "0008")
    migrating.downgrade(url, BEFORE)
    back = contents(url)
    migrating.upgrade(url, "0008")
    migrating.downgrade(url, BEFORE)

    assert back == before
    assert contents(url) == before
    assert {name: len(found) for name, found in back.items()} == {name: len(given) for name, given in ROWS.items()}
