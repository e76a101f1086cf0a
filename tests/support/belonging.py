"""Rows in every table that points at actors, chosen by chance: for tests that move or keep what belongs to somebody."""

from __future__ import annotations

import random
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Enum, Table, select, text
from sqlalchemy.exc import IntegrityError

from compass.doubles import ledger, schema
from core.db import db
from core.rows import Base
from tests.support import houses, rows

TEXTS = ("", "eins", "zwei", "Müller", "drei")
DAYS = ("", "2020-01-01", "2021-06-01", "2024-12-31")
Contents = dict[str, list[dict[str, Any]]]


def lay_out(draw: random.Random, actors: int) -> list[int]:
    """Empty the house, put a row into every table and some more for each of a few actors; return their ids."""
    houses._take_out()
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("DELETE FROM sqlite_sequence"))
    rows.fill(db.session.connection(), Base.metadata)
    actor = Base.metadata.tables["actor"]
    for _ in range(3, actors + 1):
        db.session.execute(actor.insert().values(_some(draw, actor, {"restricted_at": None})))
    db.session.execute(actor.update().values(restricted_at=None))
    ids = list(db.session.scalars(select(actor.c.id).order_by(actor.c.id)))
    for table in Base.metadata.sorted_tables:
        for column in _to_actor(table):
            for _ in range(draw.randint(0, 3)):
                _add(draw, table, {column.name: draw.choice(ids)}, ids)
    for table, kind, number in schema.things():
        for _ in range(draw.randint(0, 2)):
            _add(draw, table, {kind: "actor", number: draw.choice(ids)}, ids)
    return ids


def _to_actor(table: Table) -> list[Column[Any]]:
    return [key.parent for key in table.foreign_keys if key.column.table.name == "actor"]


def _add(draw: random.Random, table: Table, given: dict[str, Any], ids: Collection[int]) -> None:
    for column in _to_actor(table):
        given.setdefault(column.name, draw.choice(list(ids)))
    if {"low_id", "high_id"} <= given.keys():
        given["low_id"], given["high_id"] = sorted((given["low_id"], given["high_id"]))
    try:
        with db.session.begin_nested():
            db.session.execute(table.insert().values(_some(draw, table, given)))
    except IntegrityError:
        return  # a unique row or a check: chance may not have it


def _some(draw: random.Random, table: Table, given: dict[str, Any]) -> dict[str, Any]:
    wanted = [column for column in table.columns if column is not table.autoincrement_column]
    return {column.name: given.get(column.name, _value(draw, table, column)) for column in wanted}


def _value(draw: random.Random, table: Table, column: Column[Any]) -> object:
    plain = rows.sample(table, column)
    if column.foreign_keys or column.primary_key:
        return plain
    if column.nullable and draw.random() < 0.4:
        return None
    if isinstance(plain, str) and not isinstance(column.type, Enum):
        if column.unique or any(index.unique and column.name in index.columns for index in table.indexes):
            return f"{draw.getrandbits(60)}"
        said = draw.choice(DAYS if column.name.endswith("_on") else TEXTS)
        return said[: getattr(column.type, "length", None)]
    return _other(draw, column, plain)


def _other(draw: random.Random, column: Column[Any], plain: object) -> object:
    if isinstance(column.type, Enum):
        return draw.choice([*column.type.enum_class] if column.type.enum_class else column.type.enums)
    if isinstance(plain, datetime):
        return plain + timedelta(days=draw.randint(-5, 5))
    return draw.random() < 0.5 if isinstance(plain, bool) else plain


def contents(without: Collection[str] = ()) -> Contents:
    """Return all rows of all tables but some, without the numbers that only ever rise."""
    found: Contents = {}
    for table in Base.metadata.sorted_tables:
        if table.name not in without:
            wanted = select(table).order_by(*table.primary_key.columns)
            found[table.name] = [
                {name: value for name, value in row.items() if name != "version" or not ledger.counted(table)}
                for row in db.session.execute(wanted).mappings()
            ]
    return found
