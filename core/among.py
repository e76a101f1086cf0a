"""`among(column, ids)`: a condition with one parameter for any number of ids, whose text is the same for three and for 200.

`column.in_(ids)` sends a parameter for each id: SQLAlchemy writes the statement anew each time, and the driver of PostgreSQL
reads it anew each time, which cost a tenth of a page.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Dialect, Integer, Text, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine


class _Ids(TypeDecorator[Collection[int]]):
    """A list of whole numbers as one parameter: an array in PostgreSQL, JSON in SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(ARRAY(Integer) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Collection[int] | None, dialect: Dialect) -> Any:  # noqa: ANN401 - as the driver wants it
        numbers = list(value or ())
        return numbers if dialect.name == "postgresql" else json.dumps(numbers)


class _Among(FunctionElement[bool]):
    name = "among"
    type = NullType()  # type: ignore[assignment]  # a Boolean is compared with 1 for SQLite, which then looks at every row
    inherit_cache = True


@compiles(_Among)
def _in_array(element: _Among, compiler: SQLCompiler, **given: Any) -> str:  # noqa: ANN401 - as the compiler calls it
    column, ids = element.clauses
    return f"{compiler.process(column, **given)} = ANY ({compiler.process(ids, **given)})"


@compiles(_Among, "sqlite")
def _in_json(element: _Among, compiler: SQLCompiler, **given: Any) -> str:  # noqa: ANN401 - as the compiler calls it
    column, ids = element.clauses
    return f"{compiler.process(column, **given)} IN (SELECT value FROM json_each({compiler.process(ids, **given)}))"  # noqa: S608 - a column, and a parameter


def among(column: Any, ids: Collection[int]) -> ColumnElement[bool]:  # noqa: ANN401 - a column or a mapped attribute of whole numbers
    """Return the condition that a column holds one of some ids; true for no row when there are none."""
    return _Among(column, bindparam(None, list(ids), _Ids()))
