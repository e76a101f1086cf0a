"""How long things are kept: unconfirmed applications 7 days, declined ones 30, an innovator's name 6 months after the end."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, delete, or_, select

from core import clock, indexing, journal, links
from core.db import db
from core.things import Thing
from kickbox.models import Box, BoxState

EVERY = timedelta(hours=12)
UNCONFIRMED = timedelta(days=7)
DECLINED = timedelta(days=30)
AFTER_THE_END = timedelta(days=182)
"""How long an innovator's name and address stay after the end: half a year for certificates and questions."""
AT_ONCE = 100


def purge() -> int:
    """Delete applications that came to nothing, and the names and addresses of innovators whose box ended long ago."""
    now = clock.now()
    unconfirmed = (Box.state == BoxState.ASKED) & (Box.asked_at < now - UNCONFIRMED)
    declined = (Box.state == BoxState.DECLINED) & (Box.ended_at < now - DECLINED)
    gone = _ids(or_(unconfirmed, declined))
    for number in gone:
        journal.forget(Thing("box", number))
        indexing.changed(Thing("box", number))
        _end_links(number)
    db.session.execute(delete(Box).where(Box.id.in_(gone)))
    return len(gone) + _forget_innovators()


def _forget_innovators() -> int:
    over = Box.state.in_([BoxState.GOES_ON, BoxState.LEARNED]) & (Box.ended_at < clock.now() - AFTER_THE_END)
    ids = _ids(over & or_(Box.innovator != "", Box.email != ""))
    for box in db.session.scalars(select(Box).where(Box.id.in_(ids)).with_for_update()):
        box.innovator = box.email = ""
        _end_links(box.id)
    return len(ids)


def _ids(which: ColumnElement[bool]) -> list[int]:
    return list(db.session.scalars(select(Box.id).where(which).order_by(Box.id).limit(AT_ONCE)))


def _end_links(number: int) -> None:
    for purpose in ("kickbox.confirm", "kickbox.own"):
        links.revoke(purpose, Thing("box", number))
