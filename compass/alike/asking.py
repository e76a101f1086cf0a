"""The question "who is likely the same?", asked of the keys in the database, for one or for many at once.

Common keys (a first name, "Verein") say little and cost much: the rarest ones are read first, until READ rows are spent
for a question; the CANDIDATES with the most telling keys are scored. So the time of a question has a bound at any size.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select

from compass.alike import names, upkeep
from compass.alike.blocks import Described, exact, kinds, of
from compass.alike.scoring import SHOWN, likeness, may_be_near, mixed, score
from compass.models import Actor, ActorKey, ActorKind
from core.db import db

READ: Final = 1_500
CANDIDATES: Final = 60
COMMON: Final = 8
"""An address, number or host that so many have says nothing about any of them (a switchboard, a host of the city)."""
BUNCH: Final = 200
VARIABLES: Final = 1_000
Rows = Sequence[Any]


@dataclass(frozen=True)
class Likely:
    """An actor that is likely the same one: score in [0, 1], why, strongest first; for the office's eyes."""

    actor_id: int
    name: str
    kind: ActorKind
    score: float
    reasons: tuple[str, ...]


def likely(
    *,
    name: str = "",
    emails: Iterable[str] = (),
    phones: Iterable[str] = (),
    webs: Iterable[str] = (),
    kind: ActorKind | None = None,
    without: Collection[int] = (),
    limit: int = 5,
) -> list[Likely]:
    """Return who is likely the same as somebody described, most likely first; `without` leaves out actors."""
    asked = Described(name, tuple(emails), tuple(phones), tuple(webs), kind)
    return many([asked], without=[without], limit=limit)[0]


def many(asked: Sequence[Described], *, without: Sequence[Collection[int]] = (), limit: int = 5) -> list[list[Likely]]:
    """Ask for many at once, in a few statements for two hundred; `without` holds what to leave out for each."""
    upkeep.settle()
    apart = without or [()] * len(asked)
    found: list[list[Likely]] = []
    for start in range(0, len(asked), BUNCH):
        found += _bunch(asked[start : start + BUNCH], apart[start : start + BUNCH], limit)
    return found


def _bunch(asked: Sequence[Described], without: Sequence[Collection[int]], limit: int) -> list[list[Likely]]:
    keys = [of(one) for one in asked]
    often = _counts({key for some in keys for key in some})
    telling = [_telling(some, often) for some in keys]
    holders = _holders({key for some in telling for key in some})
    nearest = [_nearest(some, often, holders, apart) for some, apart in zip(telling, without, strict=True)]
    rows = _rows({number for some in nearest for number in some})
    return [
        _scored(one, [(rows[number], shared) for number, shared in some.items() if number in rows], often)[:limit]
        for one, some in zip(asked, nearest, strict=True)
    ]


def _in_parts(values: Iterable[Any]) -> Iterable[list[Any]]:
    ordered = sorted(values)
    return (ordered[start : start + VARIABLES] for start in range(0, len(ordered), VARIABLES))


def _counts(keys: Collection[str]) -> dict[str, int]:
    often: dict[str, int] = {}
    for part in _in_parts(keys):
        wanted = select(ActorKey.key, func.count()).where(ActorKey.key.in_(part)).group_by(ActorKey.key)
        often.update({row[0]: row[1] for row in db.session.execute(wanted)})
    return often


def _telling(keys: Iterable[str], often: Mapping[str, int]) -> list[str]:
    """Return the rarest keys that anybody has, until READ rows are spent; the first always counts."""
    left = READ
    chosen: list[str] = []
    for key in sorted((key for key in keys if key in often), key=lambda key: (often[key], key)):
        if chosen and often[key] > left:
            break
        chosen.append(key)
        left -= often[key]
    return chosen


def _holders(keys: Collection[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for part in _in_parts(keys):
        wanted = select(ActorKey.key, ActorKey.actor_id).where(ActorKey.key.in_(part)).limit(VARIABLES * READ)
        for key, number in db.session.execute(wanted):
            found[key].append(number)
    return found


def _nearest(
    keys: Collection[str], often: Mapping[str, int], holders: Mapping[str, Sequence[int]], apart: Collection[int]
) -> dict[int, set[str]]:
    """Return the actors that share the most telling keys, each with the keys shared."""
    weight: dict[int, float] = defaultdict(float)
    for key in keys:
        tells = 1 / math.log2(1 + often[key]) + (key[0] in "ep")
        for number in holders[key]:
            weight[number] += tells
    ranked = sorted((-told, number) for number, told in weight.items() if number not in apart)
    shared: dict[int, set[str]] = {number: set() for _, number in ranked[:CANDIDATES]}
    for key in keys:
        for number in shared.keys() & holders[key]:
            shared[number].add(key)
    return shared


def _rows(ids: Collection[int]) -> dict[int, Rows]:
    found: dict[int, Rows] = {}
    for part in _in_parts(ids):
        wanted = select(Actor.id, Actor.name, Actor.kind).where(Actor.id.in_(part))
        found.update({row[0]: row for row in db.session.execute(wanted).all()})
    return found


def _scored(asked: Described, near: Iterable[tuple[Rows, set[str]]], often: Mapping[str, int]) -> list[Likely]:
    own, alone = names.name(asked.name), exact(asked)
    found = []
    for (number, called, kind), shared in near:
        telling, other = kinds(key for key in shared & alone if often[key] <= COMMON), names.name(called)
        if not (telling or may_be_near(own, other)):
            continue  # a name alone is shown only when it is nearly the same
        how, why = score(likeness(own, other), telling, mixed=mixed(asked.kind, kind))
        if how >= SHOWN:
            found.append(Likely(number, called, kind, how, why))
    return sorted(found, key=lambda one: (-one.score, one.actor_id))
