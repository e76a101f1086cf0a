"""Reads of what everybody may see: one public entry with all rows beside it, the whole directory for paper."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import raiseload, selectinload

from compass.models import Actor, Competence, Purpose
from compass.queries.consents import agreed
from compass.queries.lists import Filters, narrowed, whole
from core.db import db
from core.errors import NotThere

ON_PAPER = 500
"""Entries of the printed directory; who wants more narrows it."""


def in_public(number: int) -> Actor:
    """Return one entry with a public page and all rows beside it; whoever shows a row asks queries.shown first."""
    rows = (Actor.areas, Actor.districts, Actor.consents, Actor.addresses, Actor.languages, Actor.references)
    options = [selectinload(row) for row in rows]
    said = selectinload(Actor.competences).selectinload(Competence.term)
    wanted = select(Actor).where(Actor.id == number, Actor.id.in_(agreed(Purpose.PUBLIC)))
    actor = db.session.scalars(wanted.options(*options, said, raiseload("*"))).one_or_none()
    if actor is None:
        raise NotThere
    return actor


def on_paper(filters: Filters) -> Sequence[Actor]:
    """Return the directory by name for the printed page, at most ON_PAPER entries."""
    wanted = narrowed(whole(), filters, public=True).order_by(Actor.sort_key, Actor.id)
    return db.session.scalars(wanted.limit(ON_PAPER)).all()
