"""Records on their way out, a few hundred in memory at a time, all of them of one moment of the database."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import Any, Final

from flask import Flask, current_app
from sqlalchemy import Connection, Select, func, select, tuple_
from sqlalchemy.orm import Session

from compass import tie_types
from compass.exports import releasing
from compass.models import Actor, Tie
from compass.queries import leaving as leaving_rules
from compass.records import loading
from compass.records.shape import Record
from core.db import db
from core.errors import Refused

AT_ONCE: Final = 250
MOST: Final = 4
"""Exports under way in one process. Each holds a connection until its reader is done, and now and then needs a second."""
BUSY: Final = "Gerade gehen schon mehrere Listen hinaus. Bitte warten Sie eine Minute und drücken Sie dann noch einmal."
_turns = threading.BoundedSemaphore(MOST)


@dataclass
class Stream:
    """An export under way on a connection of its own: how many entries leave, then they; close() frees it.

    `notes` says that the office's notes go along, private ones never.
    """

    number: int
    extent: str
    _app: Flask
    _connection: Connection
    _numbers: Select[Any]
    notes: bool = False
    _over: bool = False

    def chunks(self) -> Iterator[Sequence[Record]]:
        """Yield what leaves, by name, in chunks; the request may be over by now, so each is read in a context of its own."""
        place: tuple[str, int] = ("", 0)
        while place:
            with self._app.app_context():
                found, place = self._chunk(place)
            yield found

    def _chunk(self, place: tuple[str, int]) -> tuple[list[Record], Any]:
        with Session(self._connection) as session:
            wanted = loading.in_full().where(Actor.id.in_(self._numbers), tuple_(Actor.sort_key, Actor.id) > place)
            actors = session.scalars(wanted.order_by(Actor.sort_key, Actor.id).limit(AT_ONCE)).all()
            records = loading.records(session, actors)
            tied = self._tied(session, actors, records)
            left = [
                releasing.portion(actor, record, self.extent, tied, notes=self.notes)
                for actor, record in zip(actors, records, strict=True)
            ]
            return left, (actors[-1].sort_key, actors[-1].id) if len(actors) == AT_ONCE else ()

    def _tied(self, session: Session, actors: Sequence[Actor], records: Sequence[Record]) -> set[str]:
        """Return the refs of those in a chunk, and of those they are tied to, whose ties may leave."""
        refs = {tie["to"] for record in records for tie in record["ties"]}
        ids = {*(loading.number_of(ref) or 0 for ref in refs), *(actor.id for actor in actors)}
        found = session.scalars(
            select(Actor.id).where(Actor.id.in_(ids), leaving_rules.may_leave(), leaving_rules.may_be_tied())
        )
        return {loading.ref(number) for number in found}

    def ties(self) -> Iterator[list[dict[str, str]]]:
        """Yield the ties between those who leave, for pictures of the network."""
        last: int | None = 0
        while last is not None:
            with self._app.app_context():
                found, last = self._ties(last)
            yield found

    def _ties(self, last: int) -> tuple[list[dict[str, str]], int | None]:
        ends = select(Actor.id).where(Actor.id.in_(self._numbers), leaving_rules.may_be_tied())
        wanted = select(Tie).where(Tie.id > last, Tie.from_id.in_(ends), Tie.to_id.in_(ends)).order_by(Tie.id)
        with Session(self._connection) as session:
            rows = session.scalars(wanted.limit(AT_ONCE * 4)).all()
            words = tie_types.types()
            told = [
                {
                    "id": str(row.id),
                    "from": loading.ref(row.from_id),
                    "to": loading.ref(row.to_id),
                    "kind": row.kind,
                    "label": words[row.kind].outward,
                    "role": row.role,
                    "since": row.since_on,
                    "until": row.until_on,
                }
                for row in rows
            ]
            return told, rows[-1].id if len(rows) == AT_ONCE * 4 else None

    def close(self) -> None:
        """Give the connection back; what it has seen is forgotten. Closed again, nothing more happens."""
        if not self._over:
            self._over = True
            _turns.release()
            self._connection.close()


def opened(chosen: Select[Any], extent: str, *, notes: bool = False) -> Stream:
    """Begin an export: count and entries are of the same moment, whatever others change meanwhile; Refused beyond MOST."""
    numbers = leaving(chosen)
    if not _turns.acquire(blocking=False):
        raise Refused(BUSY)
    with ExitStack() as undone:
        undone.callback(_turns.release)
        connection = undone.enter_context(closing(db.engine.connect()))
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        number = connection.execute(select(func.count()).select_from(numbers.subquery())).scalar_one()
        undone.pop_all()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's documented way
    return Stream(number, extent, app, connection, numbers, notes)


def leaving(chosen: Select[Any]) -> Select[Any]:
    """Return those of some actors who may leave."""
    return select(Actor.id).where(Actor.id.in_(chosen), leaving_rules.may_leave())
