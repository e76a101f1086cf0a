"""Rows of an export, a few hundred in memory at a time, all of them of one moment of the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from flask import Flask, current_app
from sqlalchemy import Connection, Row, Select, func, select

from core import slots
from core.db import db
from ideas.exports.columns import KEYWORDS, Column, statement

AT_ONCE: Final = 500


@dataclass
class Stream:
    """An export under way on a connection of its own: how many rows there are, then the rows; close() frees it."""

    number: int
    columns: tuple[Column, ...]
    base: str
    _app: Flask
    _connection: Connection
    _wanted: Select[Any] = field(repr=False)

    def chunks(self) -> Iterator[Sequence[Row[Any]]]:
        """Yield the rows in chunks; once, for the connection is given back at the end."""
        found = self._connection.execute(self._wanted)
        try:
            while chunk := found.fetchmany(AT_ONCE):
                yield chunk
        finally:
            found.close()
            self.close()

    def points(self, ids: Sequence[int]) -> dict[int, tuple[float, float]]:
        """Return longitude and latitude of those ideas that have a point.

        The slot ideas.points yields (number, longitude, latitude); the request may be over by now, so it is asked in a
        context of its own.
        """
        with self._app.app_context():
            return {number: (east, north) for number, east, north in slots.parts("ideas.points", ids=ids)}

    def close(self) -> None:
        """Give the connection back; what it has seen is forgotten."""
        self._connection.close()


def opened(numbers: Select[int], columns: tuple[Column, ...], base: str, *, addresses: bool = False) -> Stream:
    """Begin an export: count and rows are of the same moment, whatever others change meanwhile."""
    wanted = statement(numbers, addresses=addresses, keywords=KEYWORDS in columns)
    connection = db.engine.connect()
    try:
        options: dict[str, Any] = {"stream_results": True, "max_row_buffer": AT_ONCE}
        if connection.dialect.name == "postgresql":
            options["isolation_level"] = "REPEATABLE READ"
        connection = connection.execution_options(**options)
        counted = wanted.with_only_columns(func.count(), maintain_column_froms=True).order_by(None)
        number = connection.execute(select(counted.scalar_subquery())).scalar_one()
    except BaseException:
        connection.close()
        raise
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's documented way
    return Stream(number, columns, base, app, connection, wanted)
