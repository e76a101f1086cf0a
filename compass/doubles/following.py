"""Sectors after a merge: a person's follows the main role in the same transaction, and what changes is in the ledger too."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from compass import queries
from compass.doubles.ledger import Ledger, rows
from compass.models import Actor, ActorKind, Tie
from compass.services import main_roles
from core.db import db
from core.journal import Who
from core.rows import Base


@dataclass(frozen=True)
class Roles:
    """Whose sector may be another one after a merge, and the main role that the kept entry itself had (None without)."""

    persons: Collection[int]
    main: int | None


def before(kept: int, gone: int) -> Roles:
    """Hold the two and everybody whose main role is at one of them; nothing is changed."""
    persons = {*queries.holders(kept), *queries.holders(gone)} - {gone}
    main_roles.hold({kept, gone, *persons})
    mains = {tie.from_id: tie.id for tie in _mains(kept, gone)}
    return Roles(sorted(persons | ({kept} if mains else set())), mains.get(kept))


def _mains(*persons: int) -> list[Tie]:
    """Return the main roles of some that stand today, newest row last."""
    wanted = select(Tie).where(Tie.from_id.in_(persons), Tie.is_main, queries.stands())
    return list(db.session.scalars(wanted.order_by(Tie.id)))


def after(ledger: Ledger, kept: int, roles: Roles, who: Who) -> list[int]:
    """Let there be one main role, and the sectors of all follow theirs; return whose is another one now."""
    actor, tie = Base.metadata.tables["actor"], Base.metadata.tables["tie"]
    seen = [(actor, row) for number in roles.persons for row in rows(actor, id=number)]
    seen += [(tie, row) for number in roles.persons for row in rows(tie, from_id=number)]
    db.session.expire_all()
    mains = _mains(kept)
    if len(mains) > 1:
        main_roles.choose(next((one for one in mains if one.id == roles.main), mains[0]))
    wanted = select(Actor.id).where(Actor.id.in_(roles.persons), Actor.kind == ActorKind.PERSON)
    people = db.session.scalars(wanted.order_by(Actor.id)).all()
    moved = [number for person in people for number in main_roles.after_end(person, who)]
    db.session.flush()
    for table, row in seen:
        ledger.noticed(table, row)
    db.session.expire_all()
    return moved
