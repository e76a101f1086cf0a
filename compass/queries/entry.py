"""Reads of one actor with everything that is written about it, and of what somebody looked at last."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import raiseload, selectinload

from compass.models import Actor, ActorKind, Seen
from core.db import db
from core.errors import NotThere
from core.rows import fold

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


def named(text: str, limit: int) -> list[tuple[int, str, ActorKind]]:
    """Return (id, name, kind) of actors whose name holds every word of a text; those that begin with it stand first."""
    folded = fold(text)[:80]
    wanted = select(Actor.id, Actor.name, Actor.kind).where(Actor.restricted_at.is_(None))
    for word in folded.split():
        wanted = wanted.where(Actor.sort_key.contains(word, autoescape=True))
    begins = Actor.sort_key.startswith(folded, autoescape=True)
    found = db.session.execute(wanted.order_by(begins.desc(), Actor.sort_key, Actor.id).limit(limit))
    return [(number, name, kind) for number, name, kind in found]
