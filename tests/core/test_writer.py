"""Many small writes at once: stored together, each answered after the commit, one's failure nobody else's."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import g
from sqlalchemy import event, select, update

from core import db as house
from core import versions, writer
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.limits import Salt
from tests.support import crashable, server

PATIENCE = 30.0


@pytest.fixture(autouse=True)
def no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy this machine is, no transaction of these tests ends because its fifty milliseconds are over."""
    monkeypatch.setattr(writer, "LONGEST", PATIENCE)


def put(day: str) -> str:
    """Store a row."""
    db.session.add(Salt(day=day, salt=b"x"))
    return day


def there() -> list[str]:
    """Return the rows as another connection sees them."""
    with db.engine.connect() as connection:
        return list(connection.scalars(select(Salt.day).order_by(Salt.day)))


class Caller(threading.Thread):
    """Somebody who hands in work in a thread of their own, and what they were told."""

    def __init__(self, app: House, work: Callable[[], Any]) -> None:
        super().__init__()
        self._app, self._work = app, work
        self.said: Any = None
        self.start()

    def run(self) -> None:
        """Hand it in; what was seen right after the answer goes with it."""
        with self._app.app_context():
            try:
                self.said = (writer.stored(self._work), there())
            except Exception as error:  # noqa: BLE001 - what they were told
                self.said = error


def on_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


@contextmanager
def commits() -> Iterator[list[int]]:
    """Count the commits of a block."""
    counted: list[int] = []
    listener = partial(counted.append, 1)

    def hear(_: Any) -> None:
        listener()

    event.listen(db.engine, "commit", hear)
    try:
        yield counted
    finally:
        event.remove(db.engine, "commit", hear)


def together(app: House, *works: Callable[[], Any]) -> list[Any]:
    """Let all wait at once for somebody who holds the write lock; return what each was told."""
    with writing():
        put("0-holder")
        db.session.flush()
        if on_sqlite():
            writer.promised(lambda: None)
            assert came(lambda: waiting(app) == 0)  # it is asking for the lock
        callers = [Caller(app, work) for work in works]
        assert not on_sqlite() or came(lambda: waiting(app) == len(works)), waiting(app)
    for caller in callers:
        caller.join(PATIENCE)
        assert not caller.is_alive()
    return [caller.said for caller in callers]


def waiting(app: House) -> int:
    """Return how many pieces wait behind the one that is asking for the lock."""
    return sum(one._waiting.qsize() for one in app.extensions.get("writers", {}).values())


def came(true: Callable[[], bool]) -> bool:
    pause = threading.Event()
    return any(true() or pause.wait(0.01) for _ in range(int(PATIENCE / 0.01)))


def test_what_comes_at_once_is_stored_with_one_commit_and_answered_after_it(
    app: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "LONGEST", PATIENCE)  # a busy machine may need fifty milliseconds for twenty
    with commits() as counted:
        said = together(app, *(partial(put, f"day-{number:02}") for number in range(20)))
    assert sorted(one[0] for one in said) == [f"day-{number:02}" for number in range(20)]
    assert all(day in seen for day, seen in said)
    assert len(counted) == (2 if on_sqlite() else 21)  # the holder's and one; PostgreSQL puts them together by itself


@pytest.mark.parametrize(("longest", "expected"), [(PATIENCE, 3), (-1.0, writer.MOST + 11)])
def test_a_transaction_takes_fifty_at_most_or_so_long(
    app: House, monkeypatch: pytest.MonkeyPatch, longest: float, expected: int
) -> None:
    monkeypatch.setattr(writer, "LONGEST", longest)
    if not on_sqlite():
        pytest.skip("each has its own transaction there")
    with commits() as counted:
        with writing():
            put("0-holder")
            db.session.flush()
            promised = [writer.promised(partial(put, f"day-{number:03}")) for number in range(writer.MOST + 10)]
        assert [one.result(PATIENCE) for one in promised] == there()[1:]
    assert len(counted) == expected


def test_one_alone_waits_for_nobody(app: House) -> None:
    assert writer.stored(partial(put, "alone")) == "alone"
    assert there() == ["alone"]


def refuse() -> None:
    put("never")
    db.session.flush()
    raise Refused("So nicht.")


def twice() -> None:
    put("day-1")
    put("day-1")


def twice_by_statement() -> None:
    for _ in range(2):
        db.session.connection().execute(Salt.__table__.insert(), {"day": "never", "salt": b"x"})  # type: ignore[attr-defined]  # a Table


@pytest.mark.parametrize("fail", [refuse, twice, twice_by_statement])
def test_one_failure_is_nobody_elses(app: House, fail: Callable[[], None]) -> None:
    said = together(app, partial(put, "good-1"), fail, partial(put, "good-2"), fail, partial(put, "good-3"))
    assert [isinstance(one, Exception) for one in said] == [False, True, False, True, False]
    assert there() == ["0-holder", "good-1", "good-2", "good-3"]


def test_a_transaction_the_database_ended_is_not_called_stored(app: House) -> None:
    if not on_sqlite():
        pytest.skip("each has its own transaction there")

    def tear() -> None:
        db.session.connection().exec_driver_sql("ROLLBACK")  # as a full disk does
        raise OSError("full")

    said = together(app, partial(put, "good-1"), tear, partial(put, "good-2"))
    assert [one if isinstance(one, Exception) else one[0] for one in said][::2] == ["good-1", "good-2"]
    assert isinstance(said[1], Exception)
    assert there() == ["0-holder", "good-1", "good-2"]


def test_promises_are_kept_after_the_commit_and_forgotten_with_a_failure(app: House) -> None:
    kept: list[str] = []

    def promise(word: str, *, failing: bool = False) -> None:
        put(word)
        versions.up("promised")
        house.before_commit(word, partial(kept.append, f"before {word}"))
        house.after_commit(lambda: kept.append(f"after {word} {word in there()}"))
        if failing:
            raise Refused("Nein.")

    before = versions.of("promised")
    together(app, partial(promise, "one"), partial(promise, "two", failing=True), partial(promise, "three"))
    assert sorted(kept) == ["after one True", "after three True", "before one", "before three"]
    db.session.rollback()
    g.pop("versions", None)
    assert versions.of("promised") == before + (1 if on_sqlite() else 2)


def test_a_broken_promise_is_heard_of_by_its_own_caller(app: House) -> None:
    def promise() -> None:
        put("stored")
        house.after_commit(lambda: 1 / 0)

    said = together(app, partial(put, "good"), promise)
    assert said[0][0] == "good"
    assert isinstance(said[1], ZeroDivisionError)
    assert there() == ["0-holder", "good", "stored"]


def test_the_writer_reads_what_stands_now(app: House) -> None:
    """The lock comes first: what is asked inside cannot have changed before the commit."""
    with writing():
        put("state")
    seen: list[bytes] = []

    def look() -> None:
        seen.append(db.session.scalars(select(Salt.salt).where(Salt.day == "state")).one())

    with writing():
        db.session.execute(update(Salt).where(Salt.day == "state").values(salt=b"closed"))
        caller = Caller(app, look) if on_sqlite() else None
        if caller:
            assert came(lambda: bool(app.extensions.get("writers")))
    (caller or Caller(app, look)).join(PATIENCE)
    assert seen == [b"closed"]


def test_a_stopped_writer_has_stored_what_it_was_handed_and_begins_anew(app: House) -> None:
    if not on_sqlite():
        pytest.skip("there is no writer")
    promised = [writer.promised(partial(put, f"day-{number}")) for number in range(7)]
    for one in app.extensions["writers"].values():
        one.stop()
    assert all(one.done() for one in promised)
    assert len(there()) == 7
    assert writer.stored(partial(put, "later")) == "later"


FORKING = """
import os, sys
from functools import partial
from core import writer
from core.db import db
from core.limits import Salt
from run import create_app
def put(day): db.session.add(Salt(day=day, salt=b"x"))
app = create_app()
with app.app_context():
    writer.stored(partial(put, "parent"))
    db.engine.dispose()
children = []
for name in ("one", "two"):
    child = os.fork()
    if not child:
        with app.app_context():
            for number in range(20):
                writer.stored(partial(put, f"{name}{number}"))
        sys.exit(0)
    children.append(child)
sys.exit(sum(os.waitpid(child, 0)[1] for child in children))
"""


def test_a_forked_process_has_a_writer_of_its_own_and_ends_tidily(tmp_path: Path) -> None:
    with crashable.house(f"sqlite:///{tmp_path}/house.db", tmp_path / "instance") as app:
        ran = subprocess.run(
            [sys.executable, "-c", FORKING],
            env={**crashable.environment(app), "PYTHONPATH": str(server.CHECKOUT), "PYTHONWARNINGS": "default"},
            cwd=server.CHECKOUT,
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr.decode()
        assert len(there()) == 41
