"""How long things are kept: unconfirmed addresses 7 days, ideas that were never shown 12 months."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import delete, select

from core import clock, indexing, journal, slots, versions
from core.db import db
from core.journal import HOUSE
from core.things import Thing
from ideas.models import Contact, Idea
from ideas.stages import Stage

EVERY = timedelta(hours=12)
UNCONFIRMED = timedelta(days=7)
NEVER_SHOWN = timedelta(days=365)
AT_ONCE = 100


def purge() -> int:
    """Delete what must not be kept longer; return how many rows went. What is held for the archive's word waits."""
    contacts = delete(Contact).where(Contact.confirmed_at.is_(None), Contact.given_at < clock.now() - UNCONFIRMED)
    gone = int(db.session.execute(contacts).rowcount)  # type: ignore[attr-defined]  # a DELETE's result counts rows
    hidden = (Stage.NOT_PUBLISHED, Stage.WITHDRAWN)
    old = select(Idea.id).where(Idea.stage.in_(hidden), Idea.changed_at < clock.now() - NEVER_SHOWN)
    old = old.where(Idea.id.not_in(slots.parts("ideas.held"))).order_by(Idea.id).limit(AT_ONCE)
    return gone + delete_for_good(list(db.session.scalars(old)))


def delete_for_good(ids: Collection[int]) -> int:
    """Delete ideas with all that hangs on them, in rows, index and journal's words; return how many went.

    That it happened stays in the journal, under the number alone.
    """
    for number in ids:
        journal.forget(Thing("idea", number))
        indexing.changed(Thing("idea", number))
        journal.note("idea.deleted", Thing("idea", number), HOUSE)
    db.session.flush()
    db.session.execute(delete(Idea).where(Idea.id.in_(ids)))
    db.session.expire_all()
    if ids:
        versions.up("ideas")
    return len(ids)
