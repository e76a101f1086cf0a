"""Every read of own fields: which there are (read once, kept until the room changes) and what stands in them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from compass.custom.models import FieldType, OwnField, OwnValue
from compass.models import ActorKind
from core import versions
from core.db import db
from core.errors import NotThere

MOST = 60
"""Own fields at most: a form longer than that asks too much of anybody."""


@dataclass(frozen=True)
class FieldLine:
    """An own field as pages need it; `kinds` is empty for all kinds of actors."""

    id: int
    label: str
    type: FieldType
    hint: str
    kinds: frozenset[str]
    choices: tuple[str, ...]
    ended: bool

    def suits(self, kind: ActorKind) -> bool:
        """Tell whether the field is asked of a kind of actor."""
        return not self.kinds or kind.value in self.kinds


def fields() -> Sequence[FieldLine]:
    """Return all own fields in their order, ended ones too."""
    return versions.cached("compass", _read)


def _read() -> Sequence[FieldLine]:
    rows = db.session.scalars(select(OwnField).order_by(OwnField.position, OwnField.sort_key).limit(MOST))
    return tuple(FieldLine(r.id, r.label, r.type, r.hint, frozenset(r.kinds), tuple(r.choices), r.ended) for r in rows)


def asked_of(kind: ActorKind) -> list[FieldLine]:
    """Return the own fields that are asked of a kind of actor today."""
    return [one for one in fields() if not one.ended and one.suits(kind)]


def field(number: int) -> OwnField:
    """Return one own field."""
    found = db.session.get(OwnField, number)
    if found is None:
        raise NotThere
    return found


def is_taken(sort_key: str, number: int | None) -> bool:
    """Tell whether another own field is called the same."""
    wanted = select(OwnField.id).where(OwnField.sort_key == sort_key, OwnField.id != (number or 0))
    return db.session.scalar(wanted) is not None


def how_many() -> dict[int, int]:
    """Return for each own field how many actors have something in it."""
    counted = select(OwnValue.field_id, func.count()).group_by(OwnValue.field_id)
    return dict(db.session.execute(counted).all())


def values(actor_ids: Collection[int]) -> dict[int, dict[int, str]]:
    """Return what stands in the own fields of some actors, by actor and field."""
    found: dict[int, dict[int, str]] = {}
    wanted = select(OwnValue.actor_id, OwnValue.field_id, OwnValue.value).where(OwnValue.actor_id.in_(actor_ids))
    for actor, number, value in db.session.execute(wanted) if actor_ids and fields() else ():
        found.setdefault(actor, {})[number] = value
    return found
