"""Who sits in the D.I.V.: members with the time they belong to it, and who stands in for whom.

The truth is the body's entry in the network once it stands there, our own list before that (docs/decisions/0020).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from compass.roles import queries as roles
from compass.roles.queries import Seat
from core.db import db
from dialogues import queries
from dialogues.models import Membership

MANY = 1000


@dataclass(frozen=True)
class Term:
    """How long an actor belongs to the body: ISO days, empty where nobody knows or it goes on."""

    actor_id: int
    since_on: str
    until_on: str

    def covers(self, day: str) -> bool:
        """Tell whether an actor belonged to the body on an ISO day."""
        return self.since_on <= day and (not self.until_on or day < self.until_on)


@dataclass(frozen=True)
class Table:
    """Members with their terms, who stands in for whom (by member), and deputies for nobody in particular."""

    terms: tuple[Term, ...]
    stand_ins: Mapping[int, Sequence[int]]
    others: tuple[int, ...]

    def on(self, day: str) -> list[int]:
        """Return the members on an ISO day, each once."""
        return list(dict.fromkeys(one.actor_id for one in self.terms if one.covers(day)))

    def stand_in_for(self, actor_id: int) -> int | None:
        """Return the member for whom an actor stands in; None for nobody in particular."""
        return next((member for member, stand_ins in self.stand_ins.items() if actor_id in stand_ins), None)


def table() -> Table:
    """Return who sits in the body; two statements at most."""
    body = queries.assembly()
    if body is None:
        return Table((), {}, ())
    if body.actor_id is None:
        return Table(_own_list(), {}, ())
    seats = roles.seats(body.actor_id, public=False)
    members = [one for one in seats if not one.is_deputy]
    stand_ins: dict[int, list[int]] = {}
    others: list[int] = []
    by_tie = {one.tie_id: one.actor_id for one in members}
    for one in seats:
        if one.is_deputy and not one.ended:
            _place(one, by_tie, stand_ins, others)
    return Table(tuple(Term(one.actor_id, one.since_on, one.until_on) for one in members), stand_ins, tuple(others))


def _place(one: Seat, by_tie: Mapping[int, int], stand_ins: dict[int, list[int]], others: list[int]) -> None:
    member = by_tie.get(one.for_id) if one.for_id else None
    if member is None:
        others.append(one.actor_id)
    else:
        stand_ins.setdefault(member, []).append(one.actor_id)


def _own_list() -> tuple[Term, ...]:
    wanted = select(Membership).order_by(Membership.since_on, Membership.id).limit(MANY)
    return tuple(Term(one.actor_id, one.since_on, "") for one in db.session.scalars(wanted))
