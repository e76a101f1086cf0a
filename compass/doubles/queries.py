"""Every read of doubles: likely pairs by pages, pairs that are none, merges that can still be taken back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, exists, func, or_, select, tuple_

from compass.doubles.models import LikelyPair, Merge, NotDouble
from compass.models import Actor, ActorDue
from core import clock, versions
from core.db import db
from core.errors import NotThere

PAGE: Final = 25
MOST: Final = 100
SUBJECT: Final = "compass.doubles"
"""The version that looking for doubles raises."""
PLACE: Final = (LikelyPair.score, LikelyPair.low_id, LikelyPair.high_id)
CURSOR: Final = re.compile(r"(0\.\d{1,3}|1\.0)-(\d{1,9})-(\d{1,9})")


@dataclass(frozen=True)
class Pairs:
    """One page of likely pairs, most likely first, and the cursor to the next."""

    pairs: Sequence[LikelyPair]
    after: str | None


def _open() -> ColumnElement[bool]:
    """Tell of a pair that nobody said it is none."""
    return ~exists().where(NotDouble.low_id == LikelyPair.low_id, NotDouble.high_id == LikelyPair.high_id)


def pairs(after: str | None = None, size: int = PAGE) -> Pairs:
    """Return likely pairs, most likely first; `after` is the cursor of the last one of the page before."""
    wanted = select(LikelyPair).where(_open())
    if after:
        match = CURSOR.fullmatch(after)
        if match is None:
            raise NotThere
        wanted = wanted.where(tuple_(*PLACE) < (float(match[1]), int(match[2]), int(match[3])))
    ordered = wanted.order_by(*(column.desc() for column in PLACE))
    found = list(db.session.scalars(ordered.limit(size + 1)))
    last = found[size - 1] if len(found) > size else None
    return Pairs(found[:size], f"{last.score}-{last.low_id}-{last.high_id}" if last else None)


def how_many() -> int:
    """Return how many likely pairs wait for somebody's look; counted anew only when that may be another number."""
    return versions.cached(("compass", SUBJECT), _counted)


def _counted() -> int:
    return db.session.scalar(select(func.count()).select_from(LikelyPair).where(_open())) or 0


def how_many_due() -> int:
    """Return how many entries wait to be compared."""
    return db.session.scalar(select(func.count()).select_from(ActorDue)) or 0


def of_actor(number: int, limit: int = 3) -> list[LikelyPair]:
    """Return an entry's likely pairs, most likely first."""
    wanted = select(LikelyPair).where(_open(), or_(LikelyPair.low_id == number, LikelyPair.high_id == number))
    return list(db.session.scalars(wanted.order_by(LikelyPair.score.desc(), LikelyPair.low_id).limit(limit)))


def not_doubles() -> list[NotDouble]:
    """Return the pairs that are none, newest word first."""
    return list(db.session.scalars(select(NotDouble).order_by(NotDouble.said_at.desc()).limit(MOST)))


def is_none(one: int, other: int) -> bool:
    """Tell whether somebody said that these two are no double."""
    low, high = sorted((one, other))
    return db.session.get(NotDouble, (low, high)) is not None


def merges() -> list[Merge]:
    """Return merges that still hold what is needed to take them back, newest first."""
    wanted = select(Merge).where(Merge.snapshot.is_not(None)).order_by(Merge.id.desc())
    return list(db.session.scalars(wanted.limit(MOST)))


def last_into(number: int) -> Merge | None:
    """Return the last merge into an entry, if it can still be taken back."""
    wanted = select(Merge).where(Merge.kept_id == number).order_by(Merge.id.desc()).limit(1)
    found = db.session.scalars(wanted).one_or_none()
    return found if found is not None and found.snapshot is not None else None


def into(number: int) -> list[Merge]:
    """Return the merges into an entry, oldest first."""
    return list(db.session.scalars(select(Merge).where(Merge.kept_id == number).order_by(Merge.id).limit(MOST)))


def lives_on(number: int) -> int | None:
    """Return the entry that took over a number."""
    return db.session.scalar(select(Merge.kept_id).where(Merge.gone_id == number))


def names(ids: Sequence[int]) -> dict[int, str]:
    """Return names of entries for the office's eyes."""
    return dict(db.session.execute(select(Actor.id, Actor.name).where(Actor.id.in_(ids))).all()) if ids else {}


def since(merge: Merge) -> int:
    """Return for how many days more a merge can be taken back, at least 0."""
    return max(0, 30 - (clock.now() - merge.merged_at).days)
