"""Who sits where, as pages show it: the members of a body with their deputies, roles to choose from, days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from compass import queries
from compass.models import Actor, ActorKind, Tie
from compass.pages import day
from compass.roles import queries as roles
from compass.roles.queries import Seat
from core.rows import fold

CHAIRS = ("vorsitz", "vorstand", "sprech", "leit")
ADVISING = "berat"


@dataclass(frozen=True)
class Place:
    """A member of a body with its deputies; without a member, deputies for nobody in particular."""

    member: Seat | None
    deputies: Sequence[Seat]


@dataclass(frozen=True)
class Table:
    """A body as a list: places by name, the chair first; who left, newest end first."""

    places: Sequence[Place]
    deputies: Sequence[Seat]
    former: Sequence[Seat]

    @property
    def sentence(self) -> str:
        """Say how many there are."""
        members = len(self.places)
        deputies = len(self.deputies) + sum(len(one.deputies) for one in self.places)
        said = f"{members} {'Mitglied' if members == 1 else 'Mitglieder'}"
        return f"{said}, {deputies} {'Stellvertretung' if deputies == 1 else 'Stellvertretungen'}" if deputies else said


def table(body: int, *, public: bool) -> Table:
    """Return who sits in a body; in public only who agreed to be named there."""
    found = roles.seats(body, public=public)
    standing = [one for one in found if not one.ended]
    members = sorted((one for one in standing if not one.is_deputy), key=_rank)
    known = {one.tie_id for one in members}
    deputies = [one for one in standing if one.is_deputy]
    former = sorted((one for one in found if one.ended), key=lambda one: one.until_on, reverse=True)
    return Table(
        [Place(one, [other for other in deputies if other.for_id == one.tie_id]) for one in members],
        [one for one in deputies if one.for_id not in known],
        [] if public else former,
    )


def _rank(seat: Seat) -> int:
    """Return who stands first: the chair, other roles, plain members, those who only advise."""
    role = fold(seat.role)
    if role.startswith(ADVISING):
        return 3
    return 0 if role.startswith(CHAIRS) else 1 if role else 2


def members(actor: Actor) -> list[tuple[int, str]]:
    """Return the members of a body as (id of the tie, name); nobody in what is no body."""
    if actor.kind is not ActorKind.BODY:
        return []
    return [(one.tie_id, one.name) for one in roles.seats(actor.id, public=False) if not (one.is_deputy or one.ended)]


def others(row: Tie) -> list[tuple[int, str]]:
    """Return the members of the body of a tie for whom its deputy may stand in, whoever is chosen already included."""
    chosen = roles.stands_in_for(row.id)
    seats = [one for one in roles.seats(row.to_id, public=False) if not one.is_deputy and one.actor_id != row.from_id]
    return [(one.tie_id, one.name) for one in seats if not one.ended or one.tie_id == chosen]


def jobs(actor: Actor) -> list[tuple[int, str]]:
    """Return the roles of a person that stand today as (id of the tie, words)."""
    found = queries.roles(actor.id)
    names = queries.actors({one.to_id for one in found})
    return [(one.id, ", ".join(filter(None, (names[one.to_id].name, one.role)))) for one in found]


def as_day(iso: str) -> date | None:
    """Return an ISO day as a date; None for what is none."""
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def span(seat: Seat) -> str:
    """Say since when somebody sits there, or in years when it is over."""
    if seat.ended:
        since, until = seat.since_on[:4], seat.until_on[:4]
        return f"{since} bis {until}" if since and since != until else f"bis {until}"
    return f"seit {day(seat.since_on)}" if seat.since_on else ""
