"""Every read about exports: which ideas a list holds, what went out before."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, func, select

from core.db import db
from ideas.exports.models import Export
from ideas.models import Idea
from ideas.stages import Stage

LAST = 50


def some(ids: Sequence[int]) -> Select[int]:
    """Return the statement that selects these ideas."""
    return select(Idea.id).where(Idea.id.in_(ids))


def how_many(numbers: Select[int]) -> int:
    """Return how many ideas would go out."""
    wanted = select(func.count()).select_from(Idea).where(Idea.id.in_(numbers), Idea.stage != Stage.WITHDRAWN)
    return db.session.scalar(wanted) or 0


def last() -> list[Export]:
    """Return what went out last, newest first."""
    return list(db.session.scalars(select(Export).order_by(Export.id.desc()).limit(LAST)))
