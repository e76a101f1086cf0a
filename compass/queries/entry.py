"""Reads of one actor with everything that is written about it, and of what somebody looked at last."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import raiseload, selectinload

from compass.models import Actor, Seen
from core.db import db
from core.errors import NotThere

RECENT = 8


def in_full(number: int) -> Actor:
    """Return one actor with all rows beside it, for the office's page and form; NotThere without it."""
    parts = (Actor.areas, Actor.traits, Actor.districts, Actor.competences, Actor.consents)
    rows = (Actor.contact_points, Actor.addresses, Actor.languages, Actor.references)
    options = [selectinload(part) for part in (*parts, *rows)]
    wanted = select(Actor).where(Actor.id == number).options(*options, raiseload("*"))
    actor = db.session.scalars(wanted).one_or_none()
    if actor is None:
        raise NotThere
    return actor


def recent(account_id: int, limit: int = RECENT) -> list[tuple[int, str, str]]:
    """Return (id, name, sector) of the actors an account opened last, newest first."""
    wanted = select(Actor.id, Actor.name, Actor.sector).join(Seen, Seen.actor_id == Actor.id)
    wanted = wanted.where(Seen.account_id == account_id).order_by(Seen.seen_at.desc(), Actor.id).limit(limit)
    return [(number, name, sector.value) for number, name, sector in db.session.execute(wanted)]
