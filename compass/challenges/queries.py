"""Reads beside a challenge: what was decided by hand, what became of suggestions, how good they were."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, raiseload

from compass import queries as actors
from compass.challenges.models import State, SuggestionFeedback, TeamPick
from compass.models import Actor, Challenge, Purpose, Sector
from core import versions
from core.db import db

KEPT = timedelta(days=365)
MOST = 200
MOST_FIGURES = 20_000
HIT = 5
"""The first so many of a list are what hit@5 looks at."""


@dataclass(frozen=True)
class Person:
    """Somebody who may be suggested, as a team names them."""

    id: int
    name: str
    sector: Sector
    marked: bool


@dataclass(frozen=True)
class Said:
    """What became of one suggestion, for the figures: of which challenge, of which sector, at which place of the list."""

    challenge_id: int
    sector: Sector
    state: State
    place: int


def picks(challenge_id: int) -> list[TeamPick]:
    """Return what was decided by hand about a team, in that order; only of those who may be suggested now."""
    wanted = select(TeamPick).where(TeamPick.challenge_id == challenge_id)
    wanted = wanted.where(TeamPick.actor_id.in_(actors.agreed(Purpose.MATCHING)))
    return list(db.session.scalars(wanted.order_by(TeamPick.picked_at, TeamPick.id).limit(MOST)))


def feedback(challenge_id: int) -> dict[int, SuggestionFeedback]:
    """Return what became of suggestions, by actor; only of those who may be suggested now."""
    wanted = select(SuggestionFeedback).where(SuggestionFeedback.challenge_id == challenge_id)
    wanted = wanted.where(SuggestionFeedback.actor_id.in_(actors.agreed(Purpose.MATCHING)))
    found = db.session.scalars(wanted.order_by(SuggestionFeedback.id).limit(MOST))
    return {one.actor_id: one for one in found}


def of_actor(actor_id: int, limit: int = 1000) -> list[SuggestionFeedback]:
    """Return for what somebody was suggested, newest first, with the challenges."""
    wanted = select(SuggestionFeedback).where(SuggestionFeedback.actor_id == actor_id)
    wanted = wanted.options(joinedload(SuggestionFeedback.challenge).options(raiseload("*")), raiseload("*"))
    return list(db.session.scalars(wanted.order_by(SuggestionFeedback.id.desc()).limit(limit)))


def picks_of_actor(actor_id: int) -> list[tuple[TeamPick, str]]:
    """Return where somebody was put into a team or kept out, newest first, with the challenges' titles."""
    wanted = select(TeamPick, Challenge.title).join(Challenge, Challenge.id == TeamPick.challenge_id)
    rows = db.session.execute(wanted.where(TeamPick.actor_id == actor_id).order_by(TeamPick.id.desc()).limit(MOST))
    return [(pick, title) for pick, title in rows]


def asked_by(actor_id: int) -> list[Challenge]:
    """Return the challenges in which an actor is the one that asks, newest first."""
    wanted = select(Challenge).options(raiseload("*")).where(Challenge.asker_id == actor_id)
    return list(db.session.scalars(wanted.order_by(Challenge.id.desc()).limit(MOST)))


def writable(ids: Collection[int]) -> set[int]:
    """Return those among ids to whom letters of invitation may go."""
    wanted = select(Actor.id).where(Actor.id.in_(ids), Actor.id.in_(actors.agreed(Purpose.INVITATIONS)))
    return set(db.session.scalars(wanted)) if ids else set()


def people(ids: Collection[int]) -> dict[int, Person]:
    """Return those among ids who may be suggested now, by id."""
    marks = actors.marked(ids)
    wanted = select(Actor.id, Actor.name, Actor.sector).where(Actor.id.in_(marks))
    return {row.id: Person(*row, marks[row.id]) for row in db.session.execute(wanted)} if marks else {}


def sectors() -> Mapping[int, Sector]:
    """Return the sector of everybody who may be suggested and fills seats; read anew when the network is another one."""
    return versions.cached("compass", _sectors)


def _sectors() -> Mapping[int, Sector]:
    unmarked = (~Actor.in_politics, ~Actor.city_owned, ~Actor.advisory_board)
    wanted = select(Actor.id, Actor.sector).where(Actor.id.in_(actors.agreed(Purpose.MATCHING)), *unmarked)
    return dict(db.session.execute(wanted).all())


def said() -> list[Said]:
    """Return what became of suggestions, for the figures; only of those who may be suggested now (bounded)."""
    columns = (SuggestionFeedback.challenge_id, Actor.sector, SuggestionFeedback.state, SuggestionFeedback.place)
    wanted = select(*columns).join(Actor, Actor.id == SuggestionFeedback.actor_id)
    wanted = wanted.where(Actor.id.in_(actors.agreed(Purpose.MATCHING))).order_by(SuggestionFeedback.id.desc())
    return [Said(*row) for row in db.session.execute(wanted.limit(MOST_FIGURES))]
