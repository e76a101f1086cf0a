"""What the imports take out when somebody is erased: the words of rows about them, taken or still waiting."""

from __future__ import annotations

from sqlalchemy import or_, select, update

from compass.imports import queries
from compass.imports.models import ActorImportRow
from compass.models import Actor, ContactPoint
from core.db import db

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
    """Empty the rows that became an actor, and those that hold one of its addresses; the counts of an import stay."""
    actor = db.session.get(Actor, actor_id)
    former = db.session.scalars(select(ContactPoint.value).where(ContactPoint.actor_id == actor_id)).all()
    known = {queries.email_key(one) for one in (actor.email if actor else "", *former) if "@" in one}
    theirs = or_(ActorImportRow.actor_id == actor_id, ActorImportRow.email_key.in_(sorted(known - {""})))
    db.session.execute(
        update(ActorImportRow).where(theirs).values(**EMPTY), execution_options={"synchronize_session": False}
    )
    return []
