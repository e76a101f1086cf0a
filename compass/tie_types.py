"""Kinds of ties as the office words them: read once, kept until the room changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from compass.models import TIE_WORDS, ActorKind, TieKind, TieType
from core import versions
from core.db import db

P, B = ActorKind.PERSON, ActorKind.BODY
WITHOUT_PERSONS = tuple(kind for kind in ActorKind if kind is not P)
GROUPS = tuple(kind for kind in WITHOUT_PERSONS if kind is not ActorKind.UNIT)
BETWEEN: Mapping[TieKind, tuple[tuple[ActorKind, ...], tuple[ActorKind, ...]]] = {
    TieKind.MEMBER_OF: ((), GROUPS),
    TieKind.PART_OF: (WITHOUT_PERSONS, WITHOUT_PERSONS),
    TieKind.WORKS_FOR: ((P,), WITHOUT_PERSONS),
    TieKind.SPEAKS_FOR: ((P,), WITHOUT_PERSONS),
    TieKind.FUNDS: ((), WITHOUT_PERSONS),
    TieKind.DEPUTY_IN: ((), (B,)),
}
"""Between which kinds of actors the kinds of ties are offered at the start; what is not here, between all."""


@dataclass(frozen=True)
class Labels:
    """A kind of tie: how it reads from both ends, between which kinds of actors (empty: any), and whether it is offered."""

    key: str
    outward: str
    inward: str
    from_kinds: frozenset[ActorKind]
    to_kinds: frozenset[ActorKind]
    active: bool

    def fits(self, first: ActorKind, second: ActorKind) -> bool:
        """Tell whether it may be noted from one kind of actor to another."""
        return (not self.from_kinds or first in self.from_kinds) and (not self.to_kinds or second in self.to_kinds)


def types() -> Mapping[str, Labels]:
    """Return every kind of tie by its key, in order, switched off ones too: ties of the past keep their words."""
    return versions.cached("compass", _read)


def _read() -> Mapping[str, Labels]:
    rows = db.session.scalars(select(TieType).order_by(TieType.position, TieType.key))
    return {row.key: _labels(row) for row in rows}


def _labels(row: TieType) -> Labels:
    first, second = (frozenset(map(ActorKind, kinds)) for kinds in (row.from_kinds, row.to_kinds))
    return Labels(row.key, row.outward, row.inward, first, second, row.active)


def label(kind: str, *, outward: bool) -> str:
    """Return how a tie reads from one of its ends."""
    known = types()[kind]
    return known.outward if outward else known.inward


def choices(mine: ActorKind, other: ActorKind | None = None) -> dict[str, str]:
    """Return what is offered to one end: value `key:out` or `key:in`, and its words; one that is mutual stands once.

    Without the other end's kind, everything that some kind of other end fits.
    """
    others = [other] if other else list(ActorKind)
    found = {}
    for kind in types().values():
        if not kind.active:
            continue
        outward = any(kind.fits(mine, one) for one in others)
        if outward:
            found[f"{kind.key}:out"] = kind.outward
        if any(kind.fits(one, mine) for one in others) and not (outward and kind.inward == kind.outward):
            found[f"{kind.key}:in"] = kind.inward
    return found


def seed() -> None:
    """Put in the kinds of ties that are there from the start, where the table holds none."""
    if db.session.scalar(select(TieType.key).limit(1)) is None:
        for position, (kind, (outward, inward)) in enumerate(TIE_WORDS.items()):
            ends = BETWEEN.get(kind, ((), ()))
            first, second = ([one.value for one in side] for side in ends)
            db.session.add(
                TieType(
                    key=kind.value,
                    outward=outward,
                    inward=inward,
                    from_kinds=first,
                    to_kinds=second,
                    position=position,
                )
            )
