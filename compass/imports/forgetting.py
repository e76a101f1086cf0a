"""What the imports take out when somebody is erased: the words of rows about them, taken or still waiting."""

from __future__ import annotations

from sqlalchemy import and_, or_, select, update

from compass.imports import queries
from compass.imports.models import ActorImportRow
from compass.models import Actor, ContactPoint
from core.db import db
from core.takeover.states import Fate

EMPTY = {
    "ref": "",
    "name": "",
    "name_key": "",
    "email_key": "",
    "reason": "",
    "values": None,
    "links": None,
    "before": None,
}


def forget(actor_id: int) -> list[None]:
    """Empty the rows that became an actor, look like it or hold one of its addresses; the counts of an import stay.

    A row that waits is left out: taken without its words it would be nobody, taken with them the person would be back.
    """
    row = ActorImportRow
    actor = db.session.get(Actor, actor_id)
    former = db.session.scalars(select(ContactPoint.value).where(ContactPoint.actor_id == actor_id)).all()
    known = {queries.email_key(one) for one in (actor.email if actor else "", *former) if "@" in one}
    looks = and_(row.like_id == actor_id, row.actor_id.is_(None))
    theirs = or_(row.actor_id == actor_id, looks, row.email_key.in_(sorted(known - {""})))
    held = select(row.id).where(theirs)
    ids = list(db.session.scalars(held.with_for_update()))
    for some in (ids[start : start + 500] for start in range(0, len(ids), 500)):
        here, plain = row.id.in_(some), {"synchronize_session": False}
        waits = update(row).where(here, row.fate == Fate.WAITING).values(fate=Fate.LEFT_OUT)
        db.session.execute(waits, execution_options=plain)
        db.session.execute(update(row).where(here).values(**EMPTY), execution_options=plain)
    return []
