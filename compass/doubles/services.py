"""Changes of doubles besides merging: pairs are looked for, somebody says that two are none and takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import delete, insert, or_, select

from compass import alike, services
from compass.alike import upkeep
from compass.doubles.merging import SAME
from compass.doubles.models import LikelyPair, NotDouble
from compass.doubles.queries import SUBJECT
from compass.models import ActorDue
from core import clock, journal, versions
from core.db import db, writing
from core.errors import Refused
from core.journal import Who
from core.things import Thing

EVERY: Final = timedelta(minutes=1)
AT_ONCE: Final = 200
BATCHES: Final = 10


def compare_due() -> int:
    """Compare entries that changed, two hundred in a transaction; return how many. A job with transactions of its own."""
    count = 0
    for _ in range(BATCHES):
        with writing():
            done = compare()
        count += done
        if done < AT_ONCE:
            break
    return count


def compare(at_once: int = AT_ONCE) -> int:
    """Look for the likely doubles of the entries that wait; return how many entries that were."""
    due = list(db.session.scalars(select(ActorDue.actor_id).order_by(ActorDue.actor_id).limit(at_once)))
    if due:
        _put_pairs(due)
        db.session.execute(delete(ActorDue).where(ActorDue.actor_id.in_(due)))
        versions.up(SUBJECT)
    return len(due)


def _put_pairs(ids: Sequence[int]) -> None:
    known = upkeep.described(ids)
    alone = sorted(known)
    found = alike.many([known[number] for number in alone], without=[[number] for number in alone])
    pairs = {
        (min(number, one.actor_id), max(number, one.actor_id)): one
        for number, some in zip(alone, found, strict=True)
        for one in some
    }
    db.session.execute(delete(LikelyPair).where(or_(LikelyPair.low_id.in_(ids), LikelyPair.high_id.in_(ids))))
    rows = [
        {"low_id": low, "high_id": high, "score": round(one.score, 3), "reasons": list(one.reasons)}
        for (low, high), one in sorted(pairs.items())
    ]
    if rows:
        db.session.execute(insert(LikelyPair), rows)


def say_not_double(one: int, other: int, who: Who) -> None:
    """Remember that two entries are not the same; said again, nothing more happens."""
    low, high = _both(one, other)
    if db.session.get(NotDouble, (low, high)) is None:
        db.session.add(NotDouble(low_id=low, high_id=high, said_by=who.account, said_at=clock.now()))
        _note("actor.not_double", low, high, who)


def take_back(one: int, other: int, who: Who) -> None:
    """Forget that two entries are not the same."""
    low, high = _both(one, other)
    row = db.session.get(NotDouble, (low, high))
    if row is not None:
        db.session.delete(row)
        _note("actor.maybe_double", low, high, who)


def _both(one: int, other: int) -> tuple[int, int]:
    """Lock both entries in the order of their numbers; Refused for one entry twice, NotThere when one is gone."""
    if one == other:
        raise Refused(SAME)
    low, high = sorted((one, other))
    for number in (low, high):
        services.locked(number)
    return low, high


def _note(verb: str, low: int, high: int, who: Who) -> None:
    for number in (low, high):
        journal.note(verb, Thing("actor", number), who)
    versions.up("compass")
