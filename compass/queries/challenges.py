"""Reads of challenges."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from compass.models import (
    Challenge,
)
from compass.queries.lists import PAGE
from core.db import db
from core.errors import NotThere
from core.things import Thing


def challenge(number: int) -> Challenge:
    """Return one challenge with its topics."""
    wanted = select(Challenge).options(selectinload(Challenge.areas)).where(Challenge.id == number)
    found = db.session.scalars(wanted).one_or_none()
    if found is None:
        raise NotThere
    return found


def challenge_from(source: Thing) -> Challenge | None:
    """Return the challenge that came from a thing of another room, the first if there are several."""
    wanted = select(Challenge).where(Challenge.source_kind == source.kind, Challenge.source_id == source.id)
    return db.session.scalars(wanted.order_by(Challenge.id).limit(1)).one_or_none()


def challenges(before: int | None = None, size: int = PAGE) -> list[Challenge]:
    """Return challenges, newest first, one more than `size` when there are more; `before` is an id."""
    wanted = select(Challenge).options(selectinload(Challenge.areas))
    if before:
        wanted = wanted.where(Challenge.id < before)
    return list(db.session.scalars(wanted.order_by(Challenge.id.desc()).limit(size + 1)))


def past_texts(limit: int = 100) -> list[tuple[Thing, str]]:
    """Return the newest challenges as (thing, plain text): what the generalist damping compares with."""
    wanted = select(Challenge).order_by(Challenge.id.desc()).limit(limit)
    return [(Thing("challenge", row.id), question(row)) for row in db.session.scalars(wanted)]


def question(challenge: Challenge) -> str:
    """Return a challenge as the matching reads it: its title and text."""
    return f"{challenge.title}. {challenge.text}"
