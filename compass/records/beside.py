"""What wings keep beside an entry and a record holds too (tags, own fields, notes): slot `compass.record` yields Kept.

A wing says how its rows are loaded for a few hundred entries at once, which of a record's an entry lacks, how they are
put and taken back; nothing that stands there is changed or taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy.orm import Session

from compass.records.shape import Record
from core import slots
from core.db import db

SLOT: Final = "compass.record"
Rows = Sequence[Any]
ByActor = Mapping[int, Rows]


@dataclass(frozen=True)
class Kept:
    """One list of a record: its key in records.shape; `load` asks in the given session, the others in the present one.

    fresh(there, said) returns those of a record that an entry lacks, unknown(said) a sentence for each that has no place here.
    """

    key: str
    load: Callable[[Session, Collection[int]], ByActor]
    fresh: Callable[[Rows, Rows], Rows]
    put: Callable[[ByActor], None]
    take_back: Callable[[ByActor], None]
    unknown: Callable[[Rows], Sequence[str]] = field(default=lambda _: ())


def lists() -> list[Kept]:
    """Return what all wings keep."""
    return slots.parts(SLOT)


def load(session: Session, ids: Collection[int]) -> dict[int, Record]:
    """Return for each of some actors its lists by key; a constant number of statements."""
    found: dict[int, Record] = {number: {} for number in ids}
    for one in lists() if ids else ():
        rows = one.load(session, ids)
        for number in ids:
            found[number][one.key] = list(rows.get(number, ()))
    return found


def put(wanted: Mapping[int, Record]) -> None:
    """Put lists beside actors; `wanted` gives for an actor what is fresh, by key."""
    for one in lists():
        rows = {number: some for number, record in wanted.items() if (some := record.get(one.key))}
        if rows:
            one.put(rows)
    db.session.flush()


def take_back(wanted: Mapping[int, Record]) -> None:
    """Take out again what put() has put."""
    for one in lists():
        rows = {number: some for number, record in wanted.items() if (some := record.get(one.key))}
        if rows:
            one.take_back(rows)


@dataclass(frozen=True)
class Present:
    """What stands beside some actors, for comparing records with them."""

    lists: Sequence[Kept]
    rows: Mapping[int, Record]

    def lacking(self, number: int | None, record: Record) -> Record:
        """Return what of a record an actor lacks; None stands for one that is not there yet."""
        there = self.rows.get(number or 0, {})
        found = {
            one.key: list(one.fresh(there.get(one.key, ()), record[one.key])) for one in self.lists if one.key in record
        }
        return {key: rows for key, rows in found.items() if rows}

    def unknown(self, record: Record) -> list[str]:
        """Name what of a record has no place in this house."""
        return [said for one in self.lists if one.key in record for said in one.unknown(record[one.key])]


def present(ids: Collection[int]) -> Present:
    """Return what stands beside some actors now."""
    return Present(lists(), load(db.session, ids))  # type: ignore[arg-type]  # a scoped session is one
