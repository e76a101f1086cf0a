"""What the Ideenspeicher reports to the Themenradar: the newest published ideas of each Aktionsfeld, and how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, case, func, select

from core import versions
from core.db import db
from ideas import address
from ideas.models import Idea, idea_area
from ideas.stages import Stage
from radar import queries as radar
from radar.blips import Blip, Ring, Total

MOST = 8
"""Ideas of one Aktionsfeld that the Themenradar shows."""
MOST_DONE = 4
"""Of these, at most so many that are done already."""


@dataclass(frozen=True)
class Newest:
    """The ideas that are reported, and by Aktionsfeld how many published ideas lie there."""

    blips: tuple[Blip, ...]
    numbers: tuple[tuple[int, int], ...]


def blips() -> tuple[Blip, ...]:
    """Return the newest ideas; each lies in the first of its Aktionsfelder that is on offer."""
    return versions.cached(("ideas", "taxonomy"), _newest).blips


def totals() -> list[Total]:
    """Return how many published ideas lie in each Aktionsfeld, and where all of them stand."""
    numbers = versions.cached(("ideas", "taxonomy"), _newest).numbers
    return [Total("idea", area_id, number, f"/ideen?thema={area_id}") for area_id, number in numbers]


def _newest() -> Newest:
    """Read the newest ideas of each Aktionsfeld, done ones and others, in one statement."""
    areas = [area.id for area in radar.taxonomy().areas]
    kept: dict[int, list[Blip]] = {area_id: [] for area_id in areas}
    numbers: dict[int, int] = {}
    done: dict[int, int] = {}
    for row in db.session.execute(_ranked(areas)) if areas else ():
        area_id, is_done = areas[row.rank], row.stage is Stage.DONE
        numbers[area_id] = row.number
        done[area_id] = done.get(area_id, 0) + is_done
        if len(kept[area_id]) < MOST and not (is_done and done[area_id] > MOST_DONE):
            place = f"/ideen/{row.id}-{address.slug(row.title)}"
            kept[area_id].append(
                Blip("idea", row.id, row.title, area_id, Ring.DONE if is_done else Ring.IMPULSE, place)
            )
    return Newest(tuple(blip for area_id in areas for blip in kept[area_id]), tuple(numbers.items()))


def _ranked(areas: Sequence[int]) -> Select[tuple[int, str, Stage, int, int]]:
    """Select the newest MOST ideas, done and not, of each Aktionsfeld: done ones first, then by day."""
    rank = case({area_id: place for place, area_id in enumerate(areas)}, value=idea_area.c.area_id)
    first = (
        select(idea_area.c.idea_id, func.min(rank).label("rank"))
        .where(idea_area.c.area_id.in_(areas))
        .group_by(idea_area.c.idea_id)
        .subquery()
    )
    is_done = case((Idea.stage == Stage.DONE, 1), else_=0)
    newest = (Idea.published_at.desc(), Idea.id.desc())
    ordered = (
        select(
            Idea.id,
            Idea.title,
            Idea.stage,
            first.c.rank,
            func.row_number().over(partition_by=(first.c.rank, is_done), order_by=newest).label("place"),
            func.count().over(partition_by=first.c.rank).label("number"),
        )
        .join(first, first.c.idea_id == Idea.id)
        .where(Idea.published_at.is_not(None))
        .subquery()
    )
    wanted = select(ordered.c.id, ordered.c.title, ordered.c.stage, ordered.c.rank, ordered.c.number)
    by = (ordered.c.rank, case((ordered.c.stage == Stage.DONE, 0), else_=1), ordered.c.place)
    return wanted.where(ordered.c.place <= MOST).order_by(*by)
