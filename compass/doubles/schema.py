"""What the schema says about rows that belong to somebody: every column that points there, every rule of uniqueness.

Nothing here names a table of another room: a table that is added tomorrow is found tomorrow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Enum, Integer, String, Table, UniqueConstraint

from core.rows import Base

ACTOR: Final = "actor"
DERIVED: Final = frozenset({"actor_key", "actor_due"})
"""Tables that follow the actors by themselves."""
PLAIN: Final = (("kind", "thing_id"), ("kind", "subject"))
"""Pairs of columns that name a thing of any room; besides, every `x_kind` beside an `x_id`."""
TERM: Final = re.compile(r"[:;,.(]")


@dataclass(frozen=True)
class Unique:
    """Columns that no two rows share, and for which rows that holds (None: all)."""

    columns: tuple[str, ...]
    where: ColumnElement[bool] | None = None


def pointing(target: str = ACTOR) -> Iterator[tuple[Table, Column[Any]]]:
    """Yield every column with a foreign key to a table's rows, in the order in which tables may be filled."""
    for table in Base.metadata.sorted_tables:
        if table.name in DERIVED:
            continue
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
            if key.column.table.name == target:
                yield table, key.parent


@cache
def below(target: str) -> tuple[tuple[Table, str, bool], ...]:
    """Return what points at a table's rows: table, column, and whether its rows go with them (or else lose the pointer)."""
    return tuple(
        (table, column.name, any(key.ondelete == "CASCADE" for key in column.foreign_keys))
        for table, column in pointing(target)
    )


def things() -> Iterator[tuple[Table, str, str]]:
    """Yield every table that points at things of any room: the column of the kind, the column of the number."""
    for table in Base.metadata.sorted_tables:
        beside = [(f"{name[:-3]}_kind", name) for name in table.c.keys() if name.endswith("_id")]  # noqa: SIM118 - names
        for kind, number in (*PLAIN, *beside):
            if kind in table.c and number in table.c and _names_a_thing(table.c[kind], table.c[number]):
                yield table, kind, number


def _names_a_thing(kind: Column[Any], number: Column[Any]) -> bool:
    plain = isinstance(kind.type, String) and not isinstance(kind.type, Enum)
    return plain and isinstance(number.type, Integer) and not number.foreign_keys


def uniques(table: Table) -> list[Unique]:
    """Return a table's rules of uniqueness."""
    named = [Unique(tuple(column.name for column in table.primary_key.columns))]
    named += [
        Unique(tuple(column.name for column in rule.columns))
        for rule in table.constraints
        if isinstance(rule, UniqueConstraint)
    ]
    for index in table.indexes:
        if index.unique:
            where = index.dialect_options["sqlite"]["where"]
            named.append(Unique(tuple(column.name for column in index.columns), where))
    return named


@cache
def word(table_name: str) -> str:
    """Return the German term of a table's rows: the beginning of its class' docstring."""
    for mapper in Base.registry.mappers:
        if getattr(mapper.local_table, "name", "") == table_name:
            return TERM.split((mapper.class_.__doc__ or "").strip(), maxsplit=1)[0].strip() or "Weitere Angaben"
    return "Weitere Angaben"


def of_this_room(table_name: str) -> bool:
    """Tell whether the Netzwerkkompass keeps a table; those without a class of their own are its lists."""
    for mapper in Base.registry.mappers:
        if getattr(mapper.local_table, "name", "") == table_name:
            return mapper.class_.__module__.startswith("compass.")
    return table_name.startswith("actor_")
