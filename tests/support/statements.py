"""Counts the SQL statements of a block."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from core.db import db


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements sent in a block, without BEGIN and COMMIT."""
    statements: list[str] = []

    def hear(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.upper().startswith(("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")):
            statements.append(statement)

    engine = db.engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", hear)
