"""Writes rows and remembers each as it was before and after, so that all of it can be taken back later, column by column.

Taking back is honest: what somebody changed since stays changed, what was deleted since stays deleted, what cannot come
back (its place is taken, what it belonged to is gone) is counted. `version` only ever rises, so that an old form is refused.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, Column, Enum, LargeBinary, Table, and_, delete, insert, null, select, update
from sqlalchemy.exc import IntegrityError

from compass.doubles import schema
from core.db import db
from core.rows import Base, UtcDateTime

Row = dict[str, Any]
VERSION = "version"


@cache
def counted(table: Table) -> bool:
    """Tell whether a table's column `version` counts the changes of a row."""
    return any(one.local_table is table and one.version_id_col is not None for one in Base.registry.mappers)


def rows(table: Table, **where: Any) -> list[Row]:  # noqa: ANN401 - any column's value
    """Return the rows whose columns hold these values, in the order of their keys."""
    wanted = select(table).where(*(table.c[name] == value for name, value in where.items()))
    return [dict(row) for row in db.session.execute(wanted.order_by(*table.primary_key.columns)).mappings()]


def by_key(table: Table, row: Mapping[str, Any]) -> Row | None:
    """Return the row that has the key of another one now."""
    found = db.session.execute(select(table).where(_same(table, row))).mappings().one_or_none()
    return dict(found) if found else None


def _same(table: Table, row: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a condition
    return and_(*(column == row[column.name] for column in table.primary_key.columns))


@dataclass
class Ledger:
    """What was written, in its order: each entry names a table, the row before (None: new) and after (None: gone)."""

    entries: list[dict[str, Any]] = field(default_factory=list)

    def insert(self, table: Table, **values: Any) -> Row:  # noqa: ANN401 - any column's value
        """Add a row; return it as stored."""
        made = db.session.execute(insert(table).values(_said(table, values)))
        stored = made.inserted_primary_key  # type: ignore[attr-defined]  # an INSERT's result knows its key
        key = dict(zip((column.name for column in table.primary_key.columns), stored, strict=True))
        row = by_key(table, key) or {}
        self._note(table, None, row)
        return row

    def update(self, table: Table, row: Row, **values: Any) -> Row:  # noqa: ANN401 - any column's value
        """Change columns of a row that are no part of its key; return it as it is now."""
        if all(row[name] == value for name, value in values.items()):
            return row
        more = {VERSION: row[VERSION] + 1} if counted(table) else {}
        db.session.execute(update(table).where(_same(table, row)).values(_said(table, {**values, **more})))
        after = {**row, **values, **more}
        self._note(table, row, after)
        return after

    def delete(self, table: Table, row: Row) -> None:
        """Take a row out, and before it what the database would take with it in silence."""
        key = [column.name for column in table.primary_key.columns]
        for child, column, cascades in schema.below(table.name) if len(key) == 1 else ():
            for row_below in rows(child, **{column: row[key[0]]}):
                if cascades:
                    self.delete(child, row_below)
                else:
                    self.update(child, row_below, **{column: None})
        db.session.execute(delete(table).where(_same(table, row)))
        self._note(table, row, None)

    def noticed(self, table: Table, before: Row) -> None:
        """Remember what somebody else's code has changed in a row since it was read."""
        after = by_key(table, before)
        if after != before:
            self._note(table, before, after)

    def _note(self, table: Table, before: Row | None, after: Row | None) -> None:
        if before is not None and after is not None:
            names = {name for name, value in after.items() if before[name] != value} | _pointers(table)
            before, after = ({name: row[name] for name in row if name in names} for row in (before, after))
        self.entries.append({"table": table.name, "before": _packed(table, before), "after": _packed(table, after)})


def _pointers(table: Table) -> set[str]:
    """Return the columns that say which row it is and to whom it belongs: of a change, nothing else is kept."""
    return {column.name for column in table.columns if column.primary_key or column.foreign_keys}


def without(entries: Sequence[Mapping[str, Any]], actor_id: int) -> list[dict[str, Any]]:
    """Return entries without what they hold of somebody else who is erased: its rows, and pointers to it."""
    return [whole for entry in entries if (whole := _without(entry, actor_id)) is not None]


def _without(entry: Mapping[str, Any], actor_id: int) -> dict[str, Any] | None:
    table = Base.metadata.tables.get(entry["table"])
    rows = {side: dict(entry[side]) if entry[side] is not None else None for side in ("before", "after")}
    for key in table.foreign_keys if table is not None else ():
        if key.column.table.name != schema.ACTOR:
            continue
        for row in rows.values():
            if row is not None and row.get(key.parent.name) == actor_id:
                if not key.parent.nullable:
                    return None
                row[key.parent.name] = None
    return {**entry, **rows}


def take_back(entries: Sequence[Mapping[str, Any]]) -> int:
    """Undo what a ledger wrote, last first; return how many rows could not come back."""
    left = 0
    for entry in reversed(entries):
        table = Base.metadata.tables.get(entry["table"])
        if table is None:
            left += 1
            continue
        try:
            with db.session.begin_nested():
                _back(table, _unpacked(table, entry["before"]), _unpacked(table, entry["after"]))
        except IntegrityError:
            left += 1
    return left


def _back(table: Table, before: Row | None, after: Row | None) -> None:
    if after is None:
        if before is not None and by_key(table, before) is None:
            db.session.execute(insert(table).values(_said(table, _pointing_at_somebody(table, before))))
        return
    now = by_key(table, after)
    if now is None:
        return
    if before is None:
        if not _changed(table, now, after):
            db.session.execute(delete(table).where(_same(table, now)))
        return
    since = _changed(table, now, after)
    values = {name: value for name, value in before.items() if after[name] != value and name not in since}
    if counted(table):
        values.pop(VERSION, None)
    if values:
        values = _pointing_at_somebody(table, values)
        more = {VERSION: now[VERSION] + 1} if counted(table) else {}
        db.session.execute(update(table).where(_same(table, now)).values(_said(table, {**values, **more})))


def _changed(table: Table, now: Row, after: Row) -> Row:
    """Return the columns that somebody changed since."""
    apart = VERSION if counted(table) else ""
    return {name: value for name, value in now.items() if name != apart and name in after and after[name] != value}


def _pointing_at_somebody(table: Table, values: Row) -> Row:
    """Empty what points at a row that is gone since, where it may be empty."""
    whole = dict(values)
    for key in table.foreign_keys:
        name = key.parent.name
        if key.parent.nullable and whole.get(name) is not None:
            target = key.column
            if db.session.execute(select(target).where(target == whole[name])).first() is None:
                whole[name] = None
    return whole


def _said(table: Table, values: Mapping[str, Any]) -> Row:
    """Return values as they are sent: an empty JSON column is NULL, not the word null."""
    return {
        name: null() if value is None and isinstance(table.c[name].type, JSON) else value
        for name, value in values.items()
        if name in table.c
    }


def _packed(table: Table, row: Row | None) -> Row | None:
    return None if row is None else {name: _pack(value) for name, value in row.items() if name in table.c}


def _pack(value: Any) -> Any:  # noqa: ANN401 - any column's value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return getattr(value, "value", value)


def _unpacked(table: Table, row: Mapping[str, Any] | None) -> Row | None:
    if row is None:
        return None
    return {name: _unpack(table.c[name], value) for name, value in row.items() if name in table.c}


def _unpack(column: Column[Any], value: Any) -> Any:  # noqa: ANN401 - any column's value
    if value is None:
        return None
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(value)
    if isinstance(column.type, Enum) and column.type.enum_class:
        return column.type.enum_class(value)
    return value
