"""Small writes of many people at once: one thread of the process stores them together, with one durable commit.

A commit waits for the disk, and SQLite lets one wait after the other; a hall of phones rates a hundred times a second. So
what may be stored together is handed to one thread, which takes whatever has come while it waited for its turn: at most
fifty pieces of work or fifty milliseconds a transaction. Nobody waits for others to come, and each is told only after the
commit. A piece that fails is undone alone, back to its savepoint; where the whole transaction fails, each is tried alone.

PostgreSQL puts commits together by itself: there every piece has its own transaction, in the caller's thread.
"""

from __future__ import annotations

import atexit
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any, Final, TypeVar

from flask import Flask, current_app, g
from sqlalchemy.orm.exc import StaleDataError

from core.db import begin_writing, commit, db, rollback, stale, writing

log = logging.getLogger(__name__)

Value = TypeVar("Value")
MOST: Final = 50
"""Pieces of work in one transaction."""
LONGEST: Final = 0.05
"""Seconds after which a transaction takes no further piece."""
GOODBYE: Final = 15.0
"""Seconds a stopping process waits for what is being stored."""


class Torn(Exception):
    """The database ended the transaction by itself (a full disk): nothing of it may be called stored."""


@dataclass(eq=False)
class Piece:
    """One caller's work, what it gave or how it failed, and what was promised for after its commit."""

    work: Callable[[], Any]
    answer: Future[Any] = field(default_factory=Future)
    value: Any = None
    fault: Exception | None = None
    afterwards: list[Callable[[], object]] = field(default_factory=list)

    def tell(self) -> None:
        """Do what was promised, then tell the caller how it went."""
        try:
            for call in self.afterwards:
                call()
        except Exception as error:  # noqa: BLE001 - the caller's own promise, for nobody else to hear of
            self.fault = error
        if self.fault is None:
            self.answer.set_result(self.value)
        else:
            self.answer.set_exception(self.fault)


def stored(work: Callable[[], Value]) -> Value:
    """Do some work in a transaction shared with others; return what it gives once it is stored, or raise what it raised.

    For views marked with own_transactions: what the caller has read is forgotten first, and the work runs in another thread,
    without a request, perhaps twice. It is one person's small change; whatever must still be so is looked up inside.
    """
    rollback()
    if db.engine.dialect.name != "sqlite":
        with writing():
            return work()
    try:
        return promised(work).result()
    finally:
        g.pop("versions", None)


def promised(work: Callable[[], Value]) -> Future[Value]:
    """Hand some work to this process's writer; what comes of it is known after the commit. For SQLite."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's documented way
    writers: dict[int, Writer] = app.extensions.setdefault("writers", {})
    number = os.getpid()  # a forked process has no thread of its parent's
    return (writers.get(number) or writers.setdefault(number, Writer(app))).take(work)


class Writer:
    """The one thread of a process that stores for all others: begins with the first piece, ends with the process."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._waiting: SimpleQueue[Piece | None] = SimpleQueue()

    def take(self, work: Callable[[], Any]) -> Future[Any]:
        """Put some work into the queue."""
        piece = Piece(work)
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._begin()
            self._waiting.put(piece)
        return piece.answer

    def stop(self) -> None:
        """Store what has been handed in, then end; who comes later begins anew."""
        with self._lock:
            thread, self._thread = self._thread, None
            self._waiting.put(None)
        if thread and thread.is_alive():
            thread.join(GOODBYE)

    def _begin(self) -> None:
        self._waiting = SimpleQueue()
        self._thread = threading.Thread(target=self._work, args=(self._waiting,), name="writer", daemon=True)
        self._thread.start()
        atexit.unregister(self.stop)
        atexit.register(self.stop)

    def _work(self, waiting: SimpleQueue[Piece | None]) -> None:
        """Store bundle after bundle until a None comes."""
        while piece := waiting.get():
            bundle = Bundle(piece, waiting)
            try:
                with self._app.app_context():
                    bundle.store()
            except BaseException as error:  # noqa: BLE001 - the thread goes on; whoever waits is told
                bundle.fail(error)
            if bundle.last:
                return


class Bundle:
    """What goes into one transaction: the first piece and those that come until it is full."""

    def __init__(self, first: Piece, waiting: SimpleQueue[Piece | None]) -> None:
        self.pieces = [first]
        self.last = False
        self._waiting = waiting

    def store(self) -> None:
        """Do the work of all and commit, then tell each; where that fails as a whole, each alone."""
        try:
            _open()
        except Exception:
            self.pieces.extend(self._rest())  # nobody shall wait for the same lock again, one after the other
            raise
        try:
            for piece in self._arriving():
                _attempt(piece)
            _close()
        except Exception as error:  # noqa: BLE001 - each is told its own
            rollback()
            self._alone(error)
        for piece in self.pieces:
            piece.tell()

    def fail(self, error: BaseException) -> None:
        """Tell everybody who has heard nothing yet that it went wrong."""
        for piece in self.pieces:
            if not piece.answer.done():
                piece.answer.set_exception(error)

    def _alone(self, error: Exception) -> None:
        """Give each piece a transaction of its own, after one with several was lost."""
        if len(self.pieces) == 1:
            self.pieces[0].fault = self.pieces[0].fault or error
            return
        log.warning("a transaction of %d was lost (%s): each alone", len(self.pieces), type(error).__name__)
        for piece in self.pieces:
            piece.fault, piece.value, piece.afterwards = None, None, []
            try:
                _open()
                _attempt(piece)
                _close()
            except Exception as fault:  # noqa: BLE001 - told to its own caller
                rollback()
                piece.fault = piece.fault or fault

    def _arriving(self) -> Iterator[Piece]:
        """Yield the pieces of this transaction, as long as there are some, room, and time."""
        end = time.monotonic() + LONGEST
        yield self.pieces[0]
        while len(self.pieces) < MOST and time.monotonic() < end:
            piece = self._next()
            if piece is None:
                return
            self.pieces.append(piece)
            yield piece

    def _rest(self) -> Iterator[Piece]:
        while piece := self._next():
            yield piece

    def _next(self) -> Piece | None:
        """Return the next piece that waits; None without one, or when the writer shall end."""
        try:
            piece = self._waiting.get_nowait()
        except Empty:
            return None
        self.last = self.last or piece is None
        return piece


def _open() -> None:
    """Take the write lock: who comes while we wait for it comes along."""
    begin_writing()
    db.session.connection()


def _close() -> None:
    """Commit what was attempted; what each was promised is done when it is told."""
    _driver()
    commit()


def _attempt(piece: Piece) -> None:
    """Do a piece of work behind a savepoint; a failed one leaves nothing behind, neither rows nor promises."""
    driver, before = _driver(), dict(g.get("before_commit", {}))
    driver.execute("SAVEPOINT piece")  # by the driver: a session's savepoint costs more than a stone
    try:
        piece.value = piece.work()
        db.session.flush()
    except Exception as error:  # noqa: BLE001 - raised again where the caller waits
        piece.fault = stale() if isinstance(error, StaleDataError) else error
        g.before_commit = before
        g.pop("after_commit", None)
        driver.execute("ROLLBACK TO piece")  # impossible where the session gave up: then each is tried alone
        db.session.expunge_all()
    driver.execute("RELEASE piece")
    piece.afterwards = g.pop("after_commit", [])


def _driver() -> Any:  # noqa: ANN401 - the driver's own connection
    """Return the driver's connection; Torn when its transaction is gone: it would commit nothing, and say nothing."""
    driver: Any = db.session.connection().connection.driver_connection
    if not driver.in_transaction:
        raise Torn
    return driver
