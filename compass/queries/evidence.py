"""Reads for the matching: who may be suggested, with every document about them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import or_, select

from compass.matching import Evidence, Profile
from compass.models import (
    MARK_WORDS,
    Actor,
    Competence,
    CompetenceKind,
    Purpose,
    Reference,
)
from compass.queries.consents import agreed
from compass.queries.lists import whole
from compass.queries.weights import WEIGHTS, weights
from core import slots
from core.among import among
from core.db import db

MOST_PROFILES = 100_000
REFERENCE = "reference"
KIND_NAMES = {
    "about": "Beschreibung",
    "everyday": "Weiß aus dem Alltag",
    REFERENCE: "Beispiel der Arbeit",
    "result": "Ergebnis im Zirkel",
}
"""What evidence is called that is no competence, interest or offer."""


@dataclass(frozen=True)
class Further:
    """Weiterer Beleg: what somebody did, with its kind (a key of WEIGHTS), text, since when it stands where.

    `number` is unique within the kind. Slot compass.evidence (actor_ids=) yields those of other rooms; who agreed to be
    suggested is asked here.
    """

    actor_id: int
    kind: str
    number: int
    text: str
    at: datetime | None
    address: str

    @property
    def evidence_id(self) -> int:
        """Return the document's number among all of its actor: below -2, those of references odd."""
        return -2 * self.number - (1 if self.kind == REFERENCE else 2)


@dataclass(frozen=True)
class _Can:
    id: int
    kind: CompetenceKind
    text: str
    confirmed: bool


@dataclass(frozen=True)
class _Who:
    """What profile_of reads of an actor."""

    id: int
    name: str
    about: str
    everyday_expertise: str
    competences: list[_Can] = field(default_factory=list)


def matchable(ids: Collection[int]) -> dict[int, Actor]:
    """Return those among ids who may be suggested now, with everything that is written about them."""
    wanted = whole().where(Actor.id.in_(ids), Actor.id.in_(agreed(Purpose.MATCHING)))
    return {actor.id: actor for actor in db.session.scalars(wanted)} if ids else {}


def marked(ids: Collection[int]) -> dict[int, bool]:
    """Return of those among ids who may be suggested now whether they carry a mark: politics, city-owned, a board."""
    any_mark = or_(*(getattr(Actor, name) for name in MARK_WORDS))
    wanted = select(Actor.id, any_mark).where(Actor.id.in_(ids), Actor.id.in_(agreed(Purpose.MATCHING)))
    return {number: bool(is_marked) for number, is_marked in db.session.execute(wanted)} if ids else {}


def profiles(by_kind: Mapping[str, float] | None = None) -> list[Profile]:
    """Return what may be matched: only actors who agreed to it, each with its documents (bounded).

    `by_kind` are other weights than those that count now. Read as plain values: mapped objects cost three times as much.
    """
    wanted = select(Actor.id, Actor.name, Actor.about, Actor.everyday_expertise)
    agreed_to = wanted.where(Actor.id.in_(agreed(Purpose.MATCHING))).order_by(Actor.id).limit(MOST_PROFILES)
    who = [_Who(*row) for row in db.session.execute(agreed_to)]
    by_id = {one.id: one for one in who}
    said = select(Competence.actor_id, Competence.id, Competence.kind, Competence.text, Competence.confirmed)
    rows = db.session.execute(said.where(among(Competence.actor_id, by_id)).order_by(Competence.id))
    for owner, number, kind, text, confirmed in rows:
        by_id[owner].competences.append(_Can(number, kind, text, confirmed))
    further: dict[int, list[Further]] = {}
    for one in further_evidence(by_id):
        further.setdefault(one.actor_id, []).append(one)
    counts = weights() if by_kind is None else by_kind
    return [profile_of(one, further.get(one.id, ()), counts) for one in who]


def further_evidence(actor_ids: Collection[int]) -> list[Further]:
    """Return what some actors did, as they name it themselves and as other rooms know it."""
    if not actor_ids:
        return []
    ids = frozenset(actor_ids)
    wanted = select(Reference).where(among(Reference.actor_id, ids)).order_by(Reference.id)
    named = [
        Further(row.actor_id, REFERENCE, row.id, row.title, None, f"/buero/netzwerk/{row.actor_id}")
        for row in db.session.scalars(wanted)
    ]
    return [*named, *(one for one in slots.parts("compass.evidence", actor_ids=ids) if one.actor_id in ids)]


def profile_of(
    actor: Actor | _Who, further: Collection[Further] = (), counts: Mapping[str, float] = WEIGHTS
) -> Profile:
    """Return an actor's documents: who they are in a sentence, every competence, interest and offer, what they did.

    A kind that counts 0 is left out. Numbers of documents: 0 who they are, 1 and more competences, -1 everyday expertise.
    """
    who = f"{actor.name}. {actor.about}" if actor.about else actor.name
    documents = [("about", 0, KIND_NAMES["about"], who)]
    if actor.everyday_expertise:
        documents.append(("everyday", -1, KIND_NAMES["everyday"], actor.everyday_expertise))
    for row in actor.competences:
        known = row.confirmed and row.kind is not CompetenceKind.INTEREST
        documents.append(("confirmed" if known else row.kind.value, row.id, row.kind.value, row.text))
    documents += [(one.kind, one.evidence_id, KIND_NAMES[one.kind], one.text) for one in further]
    counting = (Evidence(number, name, text, counts[kind]) for kind, number, name, text in documents if counts[kind])
    return Profile(actor.id, tuple(counting))
