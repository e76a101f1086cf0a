"""One transaction per request: who takes the write lock when, and what runs after the commit.

Decisions and figures: docs/decisions/0002-one-transaction-per-request.md. On SQLite the write lock makes one
request after the other; on PostgreSQL nothing does, so changed rows carry a version and counters use with_for_update().
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from flask import Flask, g, has_app_context
from flask_sqlalchemy import SQLAlchemy
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, Select, event
from sqlalchemy.exc import DisconnectionError, SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError

from core.config import settings
from core.errors import Refused
from core.rows import Base
from core.turns import Turn

log = logging.getLogger(__name__)
db = SQLAlchemy(model_class=Base)

BUSY_MS = 10_000
QUIET = 1.0
"""Seconds after which a connection to PostgreSQL is tried before it is used again."""
View = TypeVar("View", bound=Callable[..., Any])


def prepare(app: Flask) -> None:
    """Hang the transaction hooks on the app's engine."""
    with app.app_context():
        engine = db.engine
        if engine.dialect.name == "sqlite":
            hook_sqlite(engine, settings().sqlite_synchronous)
        else:
            hook_postgresql(engine)


def hook_sqlite(engine: Engine, synchronous: str) -> None:
    """Make SQLite keep its promises: explicit BEGIN, write lock before the first statement, a fair queue before the lock."""
    turn = Turn(engine.url.database, BUSY_MS / 1000)

    @event.listens_for(engine, "connect")
    def connect(raw: Any, _: object) -> None:  # noqa: ANN401 - the driver's own connection
        raw.isolation_level = None  # the driver begins nothing by itself
        for pragma in (
            "journal_mode=WAL",
            f"synchronous={synchronous}",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_MS}",
            "secure_delete=ON",
        ):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if not (has_app_context() and g.get("writes")):
            connection.exec_driver_sql("BEGIN")
            return
        turn.take()
        connection.info["turn"] = True
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    @event.listens_for(engine.pool, "reset")
    def reset(_: object, record: Any, __: object) -> None:  # noqa: ANN401 - the pool's own record
        if record.info.pop("turn", None):
            turn.give()

    event.listen(engine, "engine_disposed", lambda _: turn.close())


def hook_postgresql(engine: Engine) -> None:
    """Try a connection that has been quiet before it is used: the server may have been restarted meanwhile."""

    @event.listens_for(engine, "checkin")
    def checkin(_: object, record: Any) -> None:  # noqa: ANN401 - the pool's own record
        record.info["used"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def checkout(raw: Any, record: Any, _: object) -> None:  # noqa: ANN401 - the driver's connection, the pool's record
        if time.monotonic() - record.info.get("used", time.monotonic()) > QUIET:
            try:
                engine.dialect.do_ping(raw)
            except engine.dialect.loaded_dbapi.Error as error:
                raise DisconnectionError from error


def at_once(statement: Select[Any]) -> Sequence[Any]:
    """Read something before the transaction: on PostgreSQL that costs one exchange instead of three (BEGIN, ROLLBACK)."""
    connection = db.session.connection()
    raw: Any = connection.connection.driver_connection
    if (
        connection.dialect.name != "postgresql"
        or g.get("writes")
        or raw.info.transaction_status != TransactionStatus.IDLE
    ):
        return connection.execute(statement).all()
    raw.autocommit = True
    try:
        return connection.execute(statement).all()
    finally:
        raw.autocommit = False


def begin_writing() -> None:
    """Say before the first statement that this transaction will write."""
    g.writes = True


def before_commit(name: str, call: Callable[[], object]) -> None:
    """Run `call` as the last thing of the present transaction, once per name, in the order of the names.

    What many transactions touch (version numbers) is locked late, for a moment only, and always in the same order, so
    that two people never wait for each other in a ring.
    """
    g.setdefault("before_commit", {})[name] = call


def pending(name: str) -> bool:
    """Tell whether a call of this name waits for the commit."""
    return name in g.get("before_commit", {})


def after_commit(call: Callable[[], object]) -> None:
    """Run `call` once the present transaction is stored; never when it is not."""
    g.setdefault("after_commit", []).append(call)


def after_answer(call: Callable[[], object]) -> None:
    """Run `call` in a short write transaction of its own when the answer is ready (last seen, who looked)."""
    g.setdefault("after_answer", []).append(call)


def commit() -> None:
    """Store the session and run what was promised for afterwards; a row changed meanwhile becomes Refused."""
    try:
        for _, last in sorted(g.pop("before_commit", {}).items()):
            last()
        db.session.commit()
    except StaleDataError as error:
        raise stale() from error
    for call in g.pop("after_commit", []):
        call()


def rollback() -> None:
    """Forget the present transaction and what hung on it."""
    g.pop("before_commit", None)
    g.pop("after_commit", None)
    db.session.rollback()


def stale() -> Refused:
    """Return the sentence for two people at one row."""
    return Refused("Jemand anderes hat das gerade geändert. Bitte laden Sie die Seite neu und schauen Sie noch einmal.")


@contextmanager
def writing() -> Iterator[None]:
    """Open an own write transaction on db.session, commit it at the end, roll it back on any error.

    For commands, the worker, and views marked with own_transactions. What was read before is forgotten first, so
    that the lock is taken before the first statement.
    """
    rollback()
    before = g.get("writes", False)
    g.writes = True
    try:
        yield
        commit()
    except BaseException:
        rollback()
        raise
    finally:
        g.writes = before


def run_after_answer() -> None:
    """Run the small writes of a read; what meets a busy database or a row already there is dropped."""
    for call in g.pop("after_answer", []):
        try:
            with writing():
                call()
        except (SQLAlchemyError, Refused):
            log.warning("a small write after the answer was dropped", exc_info=True)


def own_transactions(view: View) -> View:
    """Mark a view that does slow work (a password hash) and therefore opens its own short transactions."""
    view.own_transactions = True  # type: ignore[attr-defined]  # a mark for factory.House
    return view


def takes_files(largest: int) -> Callable[[View], View]:
    """Mark a view that takes files: its request may have so many bytes, and it opens its own short transactions."""

    def mark(view: View) -> View:
        view.largest = largest  # type: ignore[attr-defined]  # a mark for factory.House
        return own_transactions(view)

    return mark
