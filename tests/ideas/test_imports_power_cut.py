"""A power cut (kill -9) in the middle of the office's import: after the restart no half portion, no half import, no row twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core.db import db, rollback, writing
from core.factory import House
from core.journal import HOUSE, Entry
from core.takeover.states import State, Verdict
from ideas.imports import queries, services, taking, uploads
from ideas.imports.mapping import Answers
from ideas.imports.models import ImportRow
from ideas.models import Idea, Step
from tests.support import crashable, server

pytestmark = pytest.mark.slow

ROWS = 1500
FILE = "id,title,text\n" + "".join(f"E{n},Wunsch {n},Ein Text mit wort{n} und noch {n * 7}.\n" for n in range(ROWS))
ANSWERS = Answers({"id": "id", "title": "title", "text": "text"}, doubles=False)
PATIENCE = 60.0


@pytest.fixture
def crashing(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A house on a fresh database, to look into; the worker is in another process on the same settings."""
    url = f"sqlite:///{tmp_path / 'house.db'}"
    if engine_name == "postgresql":
        url = request.getfixturevalue("cluster").create_database("imports")
    with crashable.house(url, tmp_path / "instance") as app:
        yield app


def until(true: Callable[[], bool]) -> None:
    assert crashable.came(true, PATIENCE), "it did not happen in time"


def many(model: type[Idea | ImportRow | Step]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def state(number: int) -> State:
    return queries.one(number).state


def sent(name: str) -> int:
    """Lay a file down as the upload does, and map it; return the import's number."""
    uploads.SHELF.folder().mkdir(parents=True, exist_ok=True)
    (uploads.SHELF.folder() / name).write_text(FILE)
    with writing():
        number = services.begin(name, "ideen.csv", "Raddialog", name, HOUSE).id
        services.check(number, ANSWERS, HOUSE)
    return number


def cut(process: server.Process, begun: Callable[[], bool]) -> None:
    """Wait until the work has begun, end the process like a power cut, start it again."""
    until(begun)
    process.kill()
    rollback()


def test_a_power_cut_leaves_whole_portions_and_the_rest_comes_after_the_restart(crashing: House) -> None:
    with server.process(environment=crashable.environment(crashing)) as process:
        number = sent("first")
        cut(process, lambda: many(ImportRow) > 0)
        assert 0 < many(ImportRow) < ROWS
        assert (many(ImportRow) % 100, many(Idea), state(number)) == (0, 0, State.CHECKING)
        process.start()
        until(lambda: state(number) is State.CHECKED)

        with writing():
            services.take(number, HOUSE)
        cut(process, lambda: many(Idea) > 0)
        stored = many(Idea)
        assert 0 < stored < ROWS
        assert (stored % taking.ROWS, many(Step), state(number)) == (0, stored, State.TAKING)
        process.start()
        until(lambda: state(number) is State.TAKEN)

        refs = db.session.scalars(select(Idea.source_ref).order_by(Idea.id)).all()
        assert refs == [f"E{n}" for n in range(ROWS)]
        noted = select(func.count()).select_from(Entry).where(Entry.verb == "idea.imported")
        assert db.session.scalar(noted) == ROWS

        again = sent("second")
        until(lambda: state(again) is State.CHECKED)
        verdicts = select(ImportRow.verdict, func.count()).where(ImportRow.import_id == again)
        assert [tuple(row) for row in db.session.execute(verdicts.group_by(ImportRow.verdict))] == [
            (Verdict.KNOWN, ROWS)
        ]
        with writing():
            services.undo(number, HOUSE)
        cut(process, lambda: many(Idea) < ROWS)
        left = many(Idea)
        assert (left > 0, left % taking.ROWS, state(number)) == (True, 0, State.UNDOING)
        process.start()
        until(lambda: state(number) is State.UNDONE)
        assert (many(Idea), many(Step)) == (0, 0)
