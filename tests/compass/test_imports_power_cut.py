"""A power cut (kill -9) in the middle of the office's import of people: no half row, no row twice, and it can still be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from compass.imports import queries, services, taking, uploads
from compass.imports.models import ActorImportRow, Part
from compass.imports.reading import Answers
from compass.models import Actor, Competence, Tie
from core.db import db, rollback, writing
from core.factory import House
from core.journal import HOUSE, Entry
from core.takeover.states import State, Verdict
from tests.support import crashable, server

pytestmark = pytest.mark.slow

ROWS, HOUSES = 800, 40
FILE = "Kennung;Name;E-Mail;Organisation;Funktion;Kompetenzen\n" + "".join(
    f"E{n};Person{n} Muster{n};p{n}@haus{n % HOUSES}.example;Verein {n % HOUSES} Ort{n % HOUSES};Rolle {n};kann{n}\n"
    for n in range(ROWS)
)
COLUMNS = {"ref": "Kennung", "name": "Name", "email": "E-Mail", "organisation": "Organisation", "role": "Funktion"}
ANSWERS = Answers({**COLUMNS, "competences": "Kompetenzen"}, doubles=False)
PATIENCE = 60.0


@pytest.fixture
def crashing(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A house on a fresh database, to look into; the worker is in another process on the same settings."""
    url = f"sqlite:///{tmp_path / 'house.db'}"
    if engine_name == "postgresql":
        url = request.getfixturevalue("cluster").create_database("actor_imports")
    with crashable.house(url, tmp_path / "instance") as app:
        yield app


def until(true: Callable[[], bool]) -> None:
    assert crashable.came(true, PATIENCE), "it did not happen in time"


def many(model: type[Actor | ActorImportRow | Tie | Competence]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def state(number: int) -> State:
    return queries.one(number).state


def sent(name: str) -> int:
    """Lay a file down as the upload does, and map it; return the import's number."""
    uploads.SHELF.folder().mkdir(parents=True, exist_ok=True)
    (uploads.SHELF.folder() / name).write_text(FILE)
    with writing():
        number = services.begin(name, "leute.csv", "Verteiler", name, HOUSE).id
        services.check(number, ANSWERS, HOUSE)
    return number


def cut(process: server.Process, begun: Callable[[], bool]) -> None:
    """Wait until the work has begun and end the process like a power cut."""
    until(begun)
    process.kill()
    rollback()


def test_a_power_cut_leaves_whole_portions_and_the_rest_comes_after_the_restart(crashing: House) -> None:
    with server.process(environment=crashable.environment(crashing)) as process:
        number = sent("first")
        cut(process, lambda: many(ActorImportRow) > 0)
        judged = db.session.scalar(select(func.count()).where(ActorImportRow.part == Part.MAIN)) or 0
        assert (0 < judged < ROWS, judged % 200, many(Actor), state(number)) == (True, 0, 0, State.CHECKING)
        process.start()
        until(lambda: state(number) is State.CHECKED)
        assert many(ActorImportRow) == ROWS + HOUSES

        with writing():
            services.take(number, HOUSE)
        cut(process, lambda: many(Actor) > 0)
        stored = many(Actor)
        assert (0 < stored < ROWS + HOUSES, stored % taking.ROWS, state(number)) == (True, 0, State.TAKING)
        process.start()
        until(lambda: many(Tie) > 0)
        cut(process, lambda: True)
        process.start()
        until(lambda: state(number) is State.TAKEN)

        assert (many(Actor), many(Tie), many(Competence)) == (ROWS + HOUSES, ROWS, ROWS)
        assert db.session.scalar(select(func.count(Actor.email.distinct())).where(Actor.email != "")) == ROWS
        noted = select(func.count()).select_from(Entry).where(Entry.verb == "actor.imported")
        assert db.session.scalar(noted) == ROWS + HOUSES

        again = sent("second")
        until(lambda: state(again) is State.CHECKED)
        verdicts = select(ActorImportRow.verdict).where(ActorImportRow.import_id == again).distinct()
        assert db.session.scalars(verdicts).all() == [Verdict.KNOWN]

        with writing():
            services.undo(number, HOUSE)
        cut(process, lambda: many(Actor) < ROWS + HOUSES)
        left = many(Actor)
        assert (left > 0, left % taking.ROWS, state(number)) == (True, (ROWS + HOUSES) % taking.ROWS, State.UNDOING)
        process.start()
        until(lambda: state(number) is State.UNDONE)
        assert (many(Actor), many(Tie), many(Competence)) == (0, 0, 0)
