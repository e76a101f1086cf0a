"""What a list of ideas is narrowed to, and the conditions that this means for a statement."""

from __future__ import annotations

from dataclasses import dataclass, fields

from sqlalchemy import Select, or_, select

from ideas.models import Idea, idea_area, idea_keyword
from ideas.stages import Stage

NOBODY = 0
"""Stands among the accounts for: assigned to nobody."""


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to: any within a name, all between names.

    `assigned` holds accounts; it and `keywords` are for the office alone.
    """

    categories: tuple[int, ...] = ()
    areas: tuple[int, ...] = ()
    districts: tuple[int, ...] = ()
    stages: tuple[Stage, ...] = ()
    sources: tuple[str, ...] = ()
    assigned: tuple[int, ...] = ()
    keywords: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


def narrowed(wanted: Select[Idea], filters: Filters) -> Select[Idea]:
    """Return a statement over ideas with the conditions of the filters."""
    if filters.categories:
        wanted = wanted.where(Idea.category_id.in_(filters.categories))
    if filters.districts:
        wanted = wanted.where(Idea.district_id.in_(filters.districts))
    if filters.stages:
        wanted = wanted.where(Idea.stage.in_(filters.stages))
    if filters.sources:
        wanted = wanted.where(Idea.source_name.in_(filters.sources))
    if filters.areas:
        tagged = select(idea_area.c.idea_id).where(idea_area.c.area_id.in_(filters.areas))
        wanted = wanted.where(Idea.id.in_(tagged))
    if filters.keywords:
        worded = select(idea_keyword.c.idea_id).where(idea_keyword.c.keyword_id.in_(filters.keywords))
        wanted = wanted.where(Idea.id.in_(worded))
    if filters.assigned:
        theirs = Idea.assigned_to.in_([number for number in filters.assigned if number != NOBODY])
        wanted = wanted.where(or_(theirs, Idea.assigned_to.is_(None)) if NOBODY in filters.assigned else theirs)
    return wanted
