"""What is known about bundles: objections, pairs that do not fit, ideas to look at for proposals."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import raiseload

from core.db import db
from ideas.models import Idea, Objection, Unlike

MOST = 50


def objections() -> list[tuple[Objection, Idea]]:
    """Return objections that nobody in the office has seen, oldest first."""
    wanted = select(Objection, Idea).join(Idea, Idea.id == Objection.idea_id).where(Objection.seen_at.is_(None))
    return [(said, idea) for said, idea in db.session.execute(wanted.order_by(Objection.said_at).limit(MOST))]


def objected() -> set[int]:
    """Return all ideas whose authors want them to stand alone."""
    return set(db.session.scalars(select(Objection.idea_id)))


def unlike(ids: Sequence[int]) -> dict[int, set[int]]:
    """Return for ideas those of which a person said that they do not fit."""
    found: dict[int, set[int]] = {number: set() for number in ids}
    wanted = select(Unlike.low_id, Unlike.high_id).where(or_(Unlike.low_id.in_(ids), Unlike.high_id.in_(ids)))
    for low, high in db.session.execute(wanted):
        found.setdefault(low, set()).add(high)
        found.setdefault(high, set()).add(low)
    return found


def newest(before: int | None, limit: int) -> list[Idea]:
    """Return published ideas, the highest number first, below `before`."""
    wanted = select(Idea).where(Idea.published_at.is_not(None)).options(raiseload("*"))
    if before is not None:
        wanted = wanted.where(Idea.id < before)
    return list(db.session.scalars(wanted.order_by(Idea.id.desc()).limit(limit)))
