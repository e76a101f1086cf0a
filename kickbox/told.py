"""What the Kickbox keeps about an actor: for the answer after Art. 15 GDPR, before an erasure and in it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from compass.erasing import Hold
from compass.told import Told, row
from core import versions
from core.db import db
from kickbox.models import STATE_WORDS, Box, BoxState

OVER = (BoxState.GOES_ON, BoxState.LEARNED, BoxState.DECLINED)


def _coached(actor_id: int) -> Sequence[Box]:
    return db.session.scalars(select(Box).where(Box.coach_id == actor_id).order_by(Box.id)).all()


def told(actor_id: int) -> list[Told]:
    """Return the boxes that an actor coaches or coached."""
    rows = [row(Kickbox=one.title, Stand=STATE_WORDS[one.state], Seit=one.started_at) for one in _coached(actor_id)]
    return [Told("Coaching in der Kickbox", rows)]


def holds(actor_id: int) -> list[Hold]:
    """Return the boxes that still run with this coach."""
    why = "Tragen Sie dort jemand anderen als Coach ein."
    return [
        Hold(f"Coaching der Kickbox „{one.title}“", why, f"/buero/kickbox/{one.id}")
        for one in _coached(actor_id)
        if one.state not in OVER
    ]


def forget(actor_id: int) -> list[None]:
    """Take an actor out of boxes that are over."""
    for one in _coached(actor_id):
        if one.state in OVER:
            one.coach_id = None
            versions.up("kickbox")
    return []
