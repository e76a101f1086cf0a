"""The queue: ideas nobody has decided about, oldest first, in pages by keyset; what looks like a machine's stands last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select, tuple_
from sqlalchemy.orm import joinedload, raiseload, selectinload

from core import slots
from core.db import db
from core.errors import NotThere
from ideas.models import Idea
from ideas.narrowing import Filters, narrowed
from ideas.queries import EPOCH
from ideas.stages import Stage

PAGE = 100
CURSOR = re.compile(r"([01])-(\d{1,17})-(\d{1,9})", re.ASCII)


@dataclass(frozen=True)
class WaitingPage:
    """One page of the queue: its ideas, the cursor behind the last when more wait, and what stands last for a reason."""

    ideas: Sequence[Idea]
    more: str | None = None
    doubted: frozenset[int] = frozenset()


def _unread(wanted: Select[Idea], assigned: tuple[int, ...]) -> Select[Idea]:
    return narrowed(wanted, Filters(stages=(Stage.RECEIVED, Stage.QUESTION), assigned=assigned))


def _last() -> ColumnElement[int]:
    """Return 1 for what looks or sounds like a machine's, else 0."""
    doubted = or_(Idea.suspicion.is_not(None), *(Idea.id.in_(ids) for ids in slots.parts("ideas.doubted")))
    return case((doubted, 1), else_=0)


def page(assigned: tuple[int, ...] = (), behind: str | None = None, size: int = PAGE) -> WaitingPage:
    """Return ideas that wait, behind a cursor; NotThere for a cursor that is none."""
    place = (_last(), Idea.submitted_at, Idea.id)
    options = (joinedload(Idea.category), joinedload(Idea.district), selectinload(Idea.areas), raiseload("*"))
    wanted: Select[Any] = _unread(select(Idea).options(*options), assigned).add_columns(place[0])
    if behind:
        wanted = wanted.where(tuple_(*place) > _read(behind))
    found = db.session.execute(wanted.order_by(*place).limit(size + 1)).all()
    shown = found[:size]
    doubted = frozenset(idea.id for idea, last in shown if last)
    return WaitingPage([idea for idea, _ in shown], _cursor(*shown[-1]) if len(found) > size else None, doubted)


def to_read(limit: int = PAGE, assigned: tuple[int, ...] = ()) -> list[Idea]:
    """Return the first ideas of the queue."""
    return list(page(assigned, size=limit).ideas)


def _cursor(idea: Idea, last: int) -> str:
    return f"{last}-{(idea.submitted_at - EPOCH) // timedelta(microseconds=1)}-{idea.id}"


def _read(cursor: str) -> tuple[object, ...]:
    match = CURSOR.fullmatch(cursor)
    if match is None:
        raise NotThere
    try:
        return int(match[1]), EPOCH + timedelta(microseconds=int(match[2])), int(match[3])
    except OverflowError:
        raise NotThere from None


def how_many(assigned: tuple[int, ...] = ()) -> int:
    """Return how many ideas wait to be read."""
    wanted = _unread(select(Idea), assigned).with_only_columns(func.count(Idea.id))
    return db.session.scalar(wanted) or 0
