"""Keeps the keys of actors true in the transaction that changes them; several changes of one cost one look.

`touched` only remembers; what was remembered is written as the last thing before the commit, or when somebody asks before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from flask import g
from sqlalchemy import delete, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from compass.alike.blocks import Described, of
from compass.models import Actor, ActorDue, ActorKey, ContactKind, ContactPoint
from core.db import before_commit, db

BATCH = 500


def touched(number: int) -> None:
    """Remember that an actor is another one now, new or gone."""
    g.setdefault("alike_touched", set()).add(number)
    before_commit("compass.alike", settle)


def settle() -> None:
    """Write the keys of the actors that changed in this transaction."""
    waiting = sorted(g.pop("alike_touched", ()))
    if waiting:
        db.session.flush()
    for start in range(0, len(waiting), BATCH):
        write(waiting[start : start + BATCH])


def write(ids: Sequence[int]) -> None:
    """Make the keys of some actors right, and let those wait for a comparison of whom a key came or went."""
    wanted = {(number, key) for number, one in described(ids).items() for key in of(one)}
    kept = select(ActorKey.actor_id, ActorKey.key).where(ActorKey.actor_id.in_(ids))
    there = {(row[0], row[1]) for row in db.session.execute(kept)}
    gone, fresh = sorted(there - wanted), sorted(wanted - there)
    for start in range(0, len(gone), BATCH):
        pair = tuple_(ActorKey.actor_id, ActorKey.key)
        db.session.execute(delete(ActorKey).where(pair.in_(gone[start : start + BATCH])))
    _put(ActorKey, [{"actor_id": number, "key": key} for number, key in fresh])
    alive = {number for number, _ in wanted}
    due = sorted({number for number, _ in (*gone, *fresh)} & alive)
    _put(ActorDue, [{"actor_id": number} for number in due])


def _put(table: type[ActorKey | ActorDue], rows: list[dict[str, object]]) -> None:
    """Insert rows that may be there already."""
    if not rows:
        return
    wanted = sqlite.insert(table) if db.engine.dialect.name == "sqlite" else postgresql.insert(table)
    db.session.execute(wanted.on_conflict_do_nothing(), rows)


def described(ids: Collection[int]) -> dict[int, Described]:
    """Return actors as they are compared: former addresses and numbers count like those of today."""
    points: dict[int, dict[ContactKind, list[str]]] = defaultdict(lambda: defaultdict(list))
    wanted = select(ContactPoint.actor_id, ContactPoint.kind, ContactPoint.value).where(ContactPoint.actor_id.in_(ids))
    for number, kind, value in db.session.execute(wanted):
        points[number][kind].append(value)
    plain = select(Actor.id, Actor.name, Actor.kind, Actor.email, Actor.phone, Actor.web).where(Actor.id.in_(ids))
    return {
        number: Described(
            name,
            (email, *points[number][ContactKind.EMAIL]),
            (phone, *points[number][ContactKind.PHONE]),
            (web, *points[number][ContactKind.WEB]),
            kind,
        )
        for number, name, kind, email, phone, web in db.session.execute(plain)
    }


def rebuild() -> int:
    """Write the keys of all actors anew; return how many actors there are."""
    last, count = 0, 0
    while batch := list(db.session.scalars(select(Actor.id).where(Actor.id > last).order_by(Actor.id).limit(BATCH))):
        write(batch)
        last, count = batch[-1], count + len(batch)
    return count
