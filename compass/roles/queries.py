"""Every read of this wing: whom a typed name means, the members of a body, who stands in for whom, kinds of ties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import aliased

from compass import queries
from compass.models import Actor, ActorKind, Purpose, Sector, Tie, TieKind, TieType
from compass.roles.models import StandIn
from core import clock
from core.db import db
from core.errors import NotThere
from core.rows import fold

MOST_MEMBERS = 300
MISSED = timedelta(days=7)
"""So long ago a role may have ended for the round that follows ends by date; older ones somebody has seen."""


@dataclass(frozen=True)
class Seat:
    """Somebody's place in a body: the tie, who, as what, since and until when (ISO days), and for which tie it stands in."""

    tie_id: int
    actor_id: int
    name: str
    sector: Sector
    role: str
    since_on: str
    until_on: str
    is_deputy: bool
    for_id: int | None
    ended: bool


def seats(body: int, *, public: bool) -> list[Seat]:
    """Return members and deputies of a body, who stand today first, then by name; in public who agreed, like the body."""
    today = clock.today().isoformat()
    wanted = select(Tie, Actor.name, Actor.sector, StandIn.for_id).join(Actor, Actor.id == Tie.from_id)
    wanted = wanted.outerjoin(StandIn, StandIn.tie_id == Tie.id)
    wanted = wanted.where(Tie.to_id == body, Tie.kind.in_((TieKind.MEMBER_OF, TieKind.DEPUTY_IN)))
    if public:
        showing = queries.showing(Purpose.SHOW_TIES)
        wanted = wanted.where(Tie.from_id.in_(showing), Tie.to_id.in_(showing))
    over = case((and_(Tie.until_on != "", Tie.until_on <= today), 1), else_=0)
    rows = db.session.execute(wanted.order_by(over, Actor.sort_key, Tie.id).limit(MOST_MEMBERS)).all()
    return [_seat(today, *row) for row in rows]


def _seat(today: str, tie: Tie, name: str, sector: Sector, for_id: int | None) -> Seat:
    over = bool(tie.until_on) and tie.until_on <= today
    who = (tie.id, tie.from_id, name, sector, tie.role, tie.since_on, tie.until_on)
    return Seat(*who, is_deputy=tie.kind == TieKind.DEPUTY_IN, for_id=for_id, ended=over)


def stands_in_for(tie_id: int) -> int | None:
    """Return the tie for which a deputy's tie stands in, if one was named."""
    return db.session.scalar(select(StandIn.for_id).where(StandIn.tie_id == tie_id))


def deputies_of(actor_id: int) -> list[tuple[int, str, str, str]]:
    """Return (id of the deputy, its name, name of the body, last day) for each who stands or stood in for an actor."""
    own, deputy, who, body = aliased(Tie), aliased(Tie), aliased(Actor), aliased(Actor)
    wanted = select(who.id, who.name, body.name, deputy.until_on).select_from(StandIn)
    wanted = wanted.join(own, own.id == StandIn.for_id).join(deputy, deputy.id == StandIn.tie_id)
    wanted = wanted.join(who, who.id == deputy.from_id).join(body, body.id == deputy.to_id)
    rows = db.session.execute(wanted.where(own.from_id == actor_id).order_by(StandIn.tie_id).limit(MOST_MEMBERS))
    return [tuple(row) for row in rows]  # type: ignore[misc]  # four columns


def called(names: Iterable[str]) -> Mapping[str, list[tuple[int, str, ActorKind]]]:
    """Return by folded name who is called exactly so: (id, name, kind); nobody who is restricted."""
    wanted = select(Actor.sort_key, Actor.id, Actor.name, Actor.kind).where(
        Actor.sort_key.in_({fold(name)[:160] for name in names}), Actor.restricted_at.is_(None)
    )
    found: dict[str, list[tuple[int, str, ActorKind]]] = {}
    for key, number, name, kind in db.session.execute(wanted.order_by(Actor.id).limit(MOST_MEMBERS)):
        found.setdefault(key, []).append((number, name, kind))
    return found


def kinds_of(ids: Iterable[int]) -> Mapping[int, ActorKind]:
    """Return the kinds of actors by id."""
    return dict(db.session.execute(select(Actor.id, Actor.kind).where(Actor.id.in_(set(ids)))).all())


def tie_of(number: int, tie_id: int) -> Tie:
    """Return a tie of an actor; NotThere when it is none of its."""
    wanted = select(Tie).where(Tie.id == tie_id, or_(Tie.from_id == number, Tie.to_id == number))
    row = db.session.scalars(wanted).one_or_none()
    if row is None:
        raise NotThere
    return row


def kind_row(key: str) -> TieType:
    """Return one kind of tie; NotThere without it."""
    row = db.session.get(TieType, key)
    if row is None:
        raise NotThere
    return row


def how_often() -> Mapping[str, int]:
    """Return how many ties there are of each kind."""
    return dict(db.session.execute(select(Tie.kind, func.count()).group_by(Tie.kind)).all())


def lost() -> list[int]:
    """Return persons whose sector follows a main role, and whose last one is over: what no page press has told."""
    main = aliased(Tie)
    other = select(Tie.id).where(Tie.from_id == main.from_id, Tie.is_main, queries.stands()).exists()
    wanted = select(main.from_id).join(Actor, Actor.id == main.from_id).distinct()
    wanted = wanted.where(Actor.kind == ActorKind.PERSON, Actor.sector_follows, main.is_main, ~other)
    today = clock.today()
    since = (today - MISSED).isoformat()
    over = and_(main.until_on != "", main.until_on <= today.isoformat(), main.until_on >= since)
    return list(db.session.scalars(wanted.where(over).order_by(main.from_id).limit(MOST_MEMBERS)))


def astray() -> list[int]:
    """Return persons whose sector is another one than where their main role is, although it follows."""
    person, place = aliased(Actor), aliased(Actor)
    wanted = select(person.id).join(Tie, Tie.from_id == person.id).join(place, place.id == Tie.to_id)
    wanted = wanted.where(person.kind == ActorKind.PERSON, person.sector_follows, Tie.is_main, queries.stands())
    wanted = wanted.where(person.sector != place.sector)
    return list(db.session.scalars(wanted.order_by(person.id).limit(MOST_MEMBERS)))
