"""Kinds of ties as the office words them: read once, kept until the room changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from compass.models import TIE_WORDS, ActorKind, TieType
from core import versions
from core.db import db


@dataclass(frozen=True)
class Labels:
    """A kind of tie: how it reads from both ends, between which kinds of actors (empty: any), and whether it is offered."""

    key: str
    outward: str
    inward: str
    from_kinds: frozenset[ActorKind]
    to_kinds: frozenset[ActorKind]
    active: bool


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


def seed() -> None:
    """Put in the kinds of ties that are there from the start, where the table holds none."""
    if db.session.scalar(select(TieType.key).limit(1)) is None:
        for position, (kind, (outward, inward)) in enumerate(TIE_WORDS.items()):
            db.session.add(
                TieType(key=kind.value, outward=outward, inward=inward, from_kinds=[], to_kinds=[], position=position)
            )
