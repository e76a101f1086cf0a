"""Reads of requests to join."""

from __future__ import annotations

from sqlalchemy import func, select

from compass.models import (
    JoinRequest,
    JoinState,
)
from core import versions
from core.db import db
from core.errors import NotThere

SUBJECT = "compass.joining"
"""The version that a request raises when it begins or ceases to wait for the office."""


def request(number: int) -> JoinRequest:
    """Return one request to join."""
    found = db.session.get(JoinRequest, number)
    if found is None:
        raise NotThere
    return found


def waiting(limit: int = 100) -> list[JoinRequest]:
    """Return confirmed requests that nobody has answered, oldest first; what looks like a machine's stands last."""
    wanted = select(JoinRequest).where(JoinRequest.state == JoinState.CONFIRMED)
    order = (JoinRequest.suspicion.is_not(None), JoinRequest.asked_at, JoinRequest.id)
    return list(db.session.scalars(wanted.order_by(*order).limit(limit)))


def how_many_waiting() -> int:
    """Return how many requests wait for an answer; counted anew only when that may be another number."""
    return versions.cached(("compass", SUBJECT), _counted)


def _counted() -> int:
    counted = select(func.count(JoinRequest.id)).where(JoinRequest.state == JoinState.CONFIRMED)
    return db.session.scalar(counted) or 0
