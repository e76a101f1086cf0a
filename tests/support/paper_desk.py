"""Where the office's pages of papers are, and how a paper stands in the database right now."""

from __future__ import annotations

from core.db import db
from papers import queries
from papers.models import Paper

LIST = "/buero/vorlagen"


def paper(number: int) -> Paper:
    """Read a paper afresh."""
    db.session.rollback()
    return queries.paper(number, "desk")


def at(number: int) -> str:
    """Return the address of a paper's workbench."""
    return f"{LIST}/{number}"


def next_turn(number: int) -> int:
    """Return the consultation whose turn it is."""
    turn = queries.next_open(paper(number))
    assert turn is not None
    return turn.id
