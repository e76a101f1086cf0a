"""Reads of who agreed to what; the one place that says what counts."""

from __future__ import annotations

from sqlalchemy import Select, func, select

from compass.models import (
    MARK_WORDS,
    Actor,
    Consent,
    Purpose,
)
from core.db import db


def agreed(purpose: Purpose) -> Select[int]:
    """Return the ids of all who agreed to a purpose, have not withdrawn it and are not restricted."""
    standing = (Consent.purpose == purpose, Consent.withdrawn_at.is_(None))
    restricted = select(Actor.id).where(Actor.restricted_at.is_not(None))
    return select(Consent.actor_id).where(*standing, Consent.actor_id.not_in(restricted))


def showing(purpose: Purpose) -> Select[int]:
    """Return the ids of all whose public page shows one field: they agreed to the page and to the field."""
    standing = (Consent.purpose == purpose, Consent.withdrawn_at.is_(None))
    return select(Consent.actor_id).where(*standing, Consent.actor_id.in_(agreed(Purpose.PUBLIC)))


def standing(actor: Actor) -> dict[Purpose, Consent]:
    """Return the consents of an actor that count now."""
    return {consent.purpose: consent for consent in actor.consents if consent.withdrawn_at is None}


def shown(actor: Actor) -> frozenset[Purpose]:
    """Return what everybody may see of an actor: PUBLIC for the page itself and the fields on it; nothing while restricted."""
    given = frozenset(standing(actor))
    return given if Purpose.PUBLIC in given and actor.restricted_at is None else frozenset()


def marks(actor: Actor) -> list[str]:
    """Return the words of an actor's marks beside the sector (Politik, städtisch, Beirat)."""
    return [word for name, word in MARK_WORDS.items() if getattr(actor, name)]


def how_many(purpose: Purpose | None = None) -> int:
    """Return how many actors there are, or how many agreed to a purpose."""
    wanted = select(func.count()).select_from(agreed(purpose).subquery()) if purpose else select(func.count(Actor.id))
    return db.session.scalar(wanted) or 0
