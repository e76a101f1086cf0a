"""How long things are kept: unconfirmed addresses 7 days, ideas that were never shown 12 months."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select

from core import clock, indexing, journal
from core.db import db
from core.things import Thing
from ideas.models import Contact, Idea
from ideas.stages import Stage

EVERY = timedelta(hours=12)
UNCONFIRMED = timedelta(days=7)
NEVER_SHOWN = timedelta(days=365)
AT_ONCE = 100


def purge() -> int:
    """Delete what must not be kept longer; return how many rows went."""
    contacts = delete(Contact).where(Contact.confirmed_at.is_(None), Contact.given_at < clock.now() - UNCONFIRMED)
    gone = int(db.session.execute(contacts).rowcount)  # type: ignore[attr-defined]  # a DELETE's result counts rows
    hidden = (Stage.NOT_PUBLISHED, Stage.WITHDRAWN)
    old = select(Idea.id).where(Idea.stage.in_(hidden), Idea.changed_at < clock.now() - NEVER_SHOWN).limit(AT_ONCE)
    ids = list(db.session.scalars(old))
    for number in ids:
        journal.forget(Thing("idea", number))
        indexing.changed(Thing("idea", number))
    db.session.execute(delete(Idea).where(Idea.id.in_(ids)))
    return gone + len(ids)
