"""Reads for the matching: who may be suggested, with every document about them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_, select

from compass.matching import Evidence, Profile
from compass.models import (
    MARK_WORDS,
    Actor,
    CompetenceKind,
    Purpose,
)
from compass.queries.consents import agreed
from compass.queries.lists import whole
from core.db import db

MOST_PROFILES = 2000


WEIGHTS = {"confirmed": 1.0, "competence": 0.8, "offer": 0.8, "about": 0.8, "interest": 0.5}
"""How much one document of a kind counts as evidence (network-and-matching 4, step 1); an interest is never known to be
a competence, whoever confirmed it."""


def matchable(ids: Collection[int]) -> dict[int, Actor]:
    """Return those among ids who may be suggested now, with everything that is written about them."""
    wanted = whole().where(Actor.id.in_(ids), Actor.id.in_(agreed(Purpose.MATCHING)))
    return {actor.id: actor for actor in db.session.scalars(wanted)} if ids else {}


def marked(ids: Collection[int]) -> dict[int, bool]:
    """Return of those among ids who may be suggested now whether they carry a mark: politics, city-owned, a board."""
    any_mark = or_(*(getattr(Actor, name) for name in MARK_WORDS))
    wanted = select(Actor.id, any_mark).where(Actor.id.in_(ids), Actor.id.in_(agreed(Purpose.MATCHING)))
    return {number: bool(is_marked) for number, is_marked in db.session.execute(wanted)} if ids else {}


def profiles() -> list[Profile]:
    """Return what may be matched: only actors who agreed to it, each with its documents (bounded)."""
    wanted = whole().where(Actor.id.in_(agreed(Purpose.MATCHING))).order_by(Actor.id).limit(MOST_PROFILES)
    return [profile_of(actor) for actor in db.session.scalars(wanted)]


def profile_of(actor: Actor) -> Profile:
    """Return an actor's documents: who they are in a sentence, and every competence, interest and offer."""
    who = f"{actor.name}. {actor.about}" if actor.about else actor.name
    documents = [Evidence(0, "Beschreibung", who, WEIGHTS["about"])]
    for row in actor.competences:
        known = row.confirmed and row.kind is not CompetenceKind.INTEREST
        weight = WEIGHTS["confirmed" if known else row.kind.value]
        documents.append(Evidence(row.id, row.kind.value, row.text, weight))
    return Profile(actor.id, tuple(documents))
