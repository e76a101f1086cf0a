"""For the walk over all addresses: the page of doors, and everything the database holds."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from core.db import db
from core.doors import page
from core.rows import Base

__all__ = ["contents", "page"]

COUNTERS = {"login_session", "idea", "actor_seen"}
LOOKED = "network.looked"


def contents() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, but for what a read may note: last-seen times, and that a list of people was seen."""
    db.session.rollback()
    tables = [table for table in Base.metadata.sorted_tables if table.name not in COUNTERS]
    rows = {table.name: [tuple(row) for row in db.session.execute(select(table))] for table in tables}
    return {name: [row for row in kept if LOOKED not in row] for name, kept in rows.items()}
