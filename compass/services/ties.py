"""Changes of ties."""

from __future__ import annotations

from sqlalchemy import select

from compass.models import (
    Tie,
)
from compass.services.actors import changed, locked
from core import journal
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from core.things import Thing


def tie(
    from_id: int,
    to_id: int,
    kind: str,
    who: Who,
    *,
    role: str = "",
    since_on: str = "",
    until_on: str = "",
    source: str = "",
) -> Tie:
    """Note a tie between two actors, read from the first to the second; the same again changes its end and source."""
    if from_id == to_id:
        raise Refused("Ein Eintrag kann nicht mit sich selbst verbunden sein.")
    if since_on and until_on and until_on < since_on:
        raise Refused("Das Ende liegt vor dem Anfang.")
    for number in sorted({from_id, to_id}):
        locked(number)
    same = (Tie.from_id == from_id, Tie.to_id == to_id, Tie.kind == kind, Tie.since_on == since_on, Tie.role == role)
    row = db.session.scalars(select(Tie).where(*same).with_for_update()).one_or_none()
    if row is None:
        row = Tie(from_id=from_id, to_id=to_id, kind=kind, since_on=since_on, role=role)
        db.session.add(row)
    row.until_on, row.source = until_on, source
    journal.note("actor.tied", Thing("actor", from_id), who)
    changed(from_id)
    return row


def untie(tie_id: int, who: Who) -> Tie:
    """Take a tie out that was never right; one that ended gets an end day by tie()."""
    row = db.session.get(Tie, tie_id)
    if row is None:
        raise NotThere
    db.session.delete(row)
    journal.note("actor.untied", Thing("actor", row.from_id), who)
    changed(row.from_id)
    return row
