"""Every read of points, and how many published ideas each Stadtbezirk has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import func, select

from core import versions
from core.db import db
from ideas import queries
from ideas.models import Idea
from ideas.narrowing import Filters
from ideas.places.models import IdeaPoint

MOST: Final = 5000
"""Points on one map: the newest ideas."""


def point(idea_id: int) -> IdeaPoint | None:
    """Return an idea's point; no statement where there is none."""
    return db.session.get(IdeaPoint, idea_id) if idea_id in versions.cached("ideas", _touched) else None


def _touched() -> frozenset[int]:
    return frozenset(db.session.scalars(select(IdeaPoint.idea_id)))


def points(ids: Sequence[int]) -> list[tuple[int, float, float]]:
    """Return number, longitude, latitude of the ideas that have a point."""
    wanted = select(IdeaPoint.idea_id, IdeaPoint.longitude, IdeaPoint.latitude).where(IdeaPoint.idea_id.in_(ids))
    return [(number, east, north) for number, east, north in db.session.execute(wanted)]


def on_the_map(filters: Filters) -> list[tuple[int, str, float, float]]:
    """Return number, title and point of the newest published ideas of a narrowed list that have one."""
    title = func.coalesce(Idea.german_title, Idea.title)
    wanted = select(Idea.id, title, IdeaPoint.longitude, IdeaPoint.latitude).join(
        IdeaPoint, IdeaPoint.idea_id == Idea.id
    )
    shown = wanted.where(Idea.id.in_(queries.ids_of(filters, public=True)))
    newest = shown.order_by(Idea.published_at.desc(), Idea.id.desc()).limit(MOST)
    return [(number, name, east, north) for number, name, east, north in db.session.execute(newest)]


def shown_by_district() -> dict[int, int]:
    """Return how many published ideas each Stadtbezirk has; counted once per change."""
    return dict(versions.cached("ideas", _by_district))


def _by_district() -> dict[int, int]:
    counted = select(Idea.district_id, func.count()).where(
        Idea.published_at.is_not(None), Idea.district_id.is_not(None)
    )
    return {number: many for number, many in db.session.execute(counted.group_by(Idea.district_id)) if number}
