"""Gleiche Texte: suspicious ideas that say the same in the same words, so that one press clears what one machine sent."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, literal, select

from core.db import db
from ideas.models import Idea
from ideas.suspicion import queries

LEAST = 3
"""So many equal texts are a group; two may be one person who pressed twice."""
SHOWN = 20
LONGEST = 300
"""A text is compared by so many of its first signs and its length: enough for equal ones, and cheap."""


@dataclass(frozen=True)
class Equal:
    """Suspicious ideas with one text: how many up to the newest of them, and the words, shortened."""

    newest: int
    total: int
    text: str


def _folded() -> ColumnElement[str]:
    return func.substr(func.lower(func.trim(Idea.text)), 1, LONGEST)


def groups() -> list[Equal]:
    """Return the texts that many suspicious ideas share, the most frequent first; one statement for however many."""
    number, newest = func.count().label("total"), func.max(Idea.id).label("newest")
    wanted = select(newest, number, func.min(Idea.text)).where(queries.suspects())
    wanted = wanted.group_by(_folded(), func.length(func.trim(Idea.text))).having(number >= LEAST)
    found = db.session.execute(wanted.order_by(number.desc(), newest.desc()).limit(SHOWN))
    return [Equal(one, total, text) for one, total, text in found]


def chosen(newest: int) -> Select[int]:
    """Return the statement for suspicious ideas with the text of one, up to it: what came since the page stays."""
    like = select(_folded(), func.length(func.trim(Idea.text))).where(Idea.id == literal(newest)).subquery()
    same = (_folded() == like.c[0], func.length(func.trim(Idea.text)) == like.c[1])
    return select(Idea.id).where(queries.suspects(), Idea.id <= newest, *same)
