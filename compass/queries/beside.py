"""What the cards of a list say beside the rows of actors, as plain values: mapped objects cost three times as much."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from compass.models import Competence, CompetenceKind, Consent, Purpose, actor_area
from core.among import among
from core.db import db


@dataclass(frozen=True)
class Beside:
    """Of some actors by id: what they agreed to, what they can, want and offer, the ids of their topics."""

    agreed: Mapping[int, frozenset[Purpose]] = field(default_factory=dict)
    said: Mapping[int, list[tuple[CompetenceKind, str]]] = field(default_factory=dict)
    areas: Mapping[int, frozenset[int]] = field(default_factory=dict)


def beside(ids: Collection[int]) -> Beside:
    """Read what stands beside some actors, in three statements."""
    if not ids:
        return Beside()
    agreed: dict[int, set[Purpose]] = {}
    given = select(Consent.actor_id, Consent.purpose).where(
        among(Consent.actor_id, ids), Consent.withdrawn_at.is_(None)
    )
    for actor, purpose in db.session.execute(given):
        agreed.setdefault(actor, set()).add(purpose)
    said: dict[int, list[tuple[CompetenceKind, str]]] = {}
    texts = select(Competence.actor_id, Competence.kind, Competence.text).where(among(Competence.actor_id, ids))
    for actor, kind, text in db.session.execute(texts.order_by(Competence.id)):
        said.setdefault(actor, []).append((kind, text))
    areas: dict[int, set[int]] = {}
    pairs = select(actor_area.c.actor_id, actor_area.c.area_id).where(among(actor_area.c.actor_id, ids))
    for actor, area in db.session.execute(pairs):
        areas.setdefault(actor, set()).add(area)
    return Beside(
        {number: frozenset(purposes) for number, purposes in agreed.items()},
        said,
        {number: frozenset(topics) for number, topics in areas.items()},
    )
