"""How many actors of a list are active in which Stadtbezirk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from compass.models import actor_district
from core.db import db


@dataclass(frozen=True)
class Spread:
    """Actors by Stadtbezirk: one with several counts in each; `apart` is how many name none."""

    counts: Mapping[int, int]
    total: int
    apart: int


def spread(wanted: Select[Any]) -> Spread:
    """Return where the actors of a select of ids are active, in two statements."""
    ids = wanted.subquery()
    there = select(actor_district.c.actor_id, actor_district.c.district_id)
    there = there.where(actor_district.c.actor_id.in_(select(ids.c.id)))
    rows = there.subquery()
    counted = select(rows.c.district_id, func.count()).group_by(rows.c.district_id)
    counts: dict[int, int] = dict(db.session.execute(counted).all())
    total = select(func.count()).select_from(ids).scalar_subquery()
    somewhere = select(func.count(func.distinct(rows.c.actor_id))).scalar_subquery()
    found, placed = db.session.execute(select(total, somewhere)).one()
    return Spread(counts, found, found - placed)
