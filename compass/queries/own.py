"""Reads of what people changed in their own entries."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, raiseload

from compass.models import EmailChange, OwnChange
from core import versions
from core.db import db

PAGE = 25
SUBJECT = "compass.own"
"""The version that a change raises when somebody makes it, or the office has seen it."""


def changes(before: int | None = None) -> Sequence[OwnChange]:
    """Return changes nobody has seen, newest first; one more than a page says that there are more."""
    wanted = select(OwnChange).options(joinedload(OwnChange.actor), raiseload("*")).order_by(OwnChange.id.desc())
    if before is not None:
        wanted = wanted.where(OwnChange.id < before)
    return db.session.scalars(wanted.limit(PAGE + 1)).all()


def how_many() -> int:
    """Return how many changes nobody has seen; counted anew only when that may be another number."""
    return versions.cached(("compass", SUBJECT), _counted)


def _counted() -> int:
    return db.session.scalar(select(func.count(OwnChange.id))) or 0


def of(actor_id: int) -> Sequence[OwnChange]:
    """Return what is kept of one entry's own changes, for the answer after Art. 15 GDPR."""
    wanted = select(OwnChange).where(OwnChange.actor_id == actor_id).order_by(OwnChange.id)
    return db.session.scalars(wanted.limit(1000)).all()


def new_email(actor_id: int) -> EmailChange | None:
    """Return the address that an entry will have once it is confirmed, if one was named."""
    return db.session.scalars(select(EmailChange).where(EmailChange.actor_id == actor_id)).one_or_none()
