"""A row in every table, whatever tables there are: for tests that move, copy or count a whole database."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, Enum, MetaData, Table, TypeDecorator, func, inspect, select

AT = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)
PLAIN: Mapping[type, object] = {
    int: 5,
    float: 8.5,
    bool: True,
    datetime: AT,
    object: {"word": "Grüße"},
    bytes: b"\x00\xff",
}

FITTING: Mapping[str, object] = {
    "paper.box_id": None,
    "tie.to_id": 2,
    "likely_pair.high_id": 2,
    "not_double.high_id": 2,
    "following.area_id": None,
    "ballot.round": 1,
    "thesis_count.sector": None,
    "checklist.own_on": "",
    "following.district_id": None,
}
"""What a check asks for: a paper has one source, a tie two ends, a pair two members, a following one subject, a list one day,
a ballot one of two rounds, a count one kind."""
TWICE = {"actor"}
"""Tables of which a row needs two."""


def fill(connection: Connection, metadata: MetaData) -> None:
    """Put a row into every table of an empty database, foreign keys pointing at the row of the table above."""
    for table in metadata.sorted_tables:
        given = [column for column in table.columns if column is not table.autoincrement_column]
        for _ in range(1 + (table.name in TWICE)):
            connection.execute(table.insert().values({column.name: sample(table, column) for column in given}))


def sample(table: Table, column: Column[Any]) -> object:
    """Return a value that fits a column."""
    if f"{table.name}.{column.name}" in FITTING:
        return FITTING[f"{table.name}.{column.name}"]
    for key in column.foreign_keys:
        return sample(key.column.table, key.column)
    if isinstance(column.type, Enum):
        return column.type.enum_class(column.type.enums[0]) if column.type.enum_class else column.type.enums[0]
    kind = (column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type).python_type
    if kind is str and column.name.endswith(("_on", "day")):
        return AT.date().isoformat()
    if kind is str:
        return f"{table.name}.{column.name} ä"[: getattr(column.type, "length", None) or 40]
    return 1 if column.primary_key else PLAIN[kind]


def counts(connection: Connection) -> dict[str, int]:
    """Return how many rows each table of a database holds."""
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in tables(connection)
    }


def contents(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables of a database, in a steady order."""
    return {
        table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
        for table in tables(connection)
    }


def tables(connection: Connection) -> list[Table]:
    """Return a database's tables as they really are, Alembic's own left out."""
    found = MetaData()
    found.reflect(connection)
    return [table for name, table in sorted(found.tables.items()) if name != "alembic_version"]


def names(connection: Connection) -> set[str]:
    """Return the names of a database's tables, Alembic's own left out."""
    return set(inspect(connection).get_table_names()) - {"alembic_version"}
