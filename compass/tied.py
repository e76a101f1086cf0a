"""Ties as one of the two reads them; in public only between two who both agreed to show them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, case, or_, select
from sqlalchemy.orm import aliased

from compass import queries, tie_types
from compass.models import Actor, ActorKind, Purpose, Sector, Tie, TieKind
from core import clock
from core.db import db
from core.rows import fold

MOST_TIES = 200


@dataclass(frozen=True)
class TieLine:
    """A tie as one of the two reads it: in words, with whom, since and until when (ISO days, empty when unknown).

    `outward` says that it is read from its first end, `ended` that it is over today.
    """

    id: int
    words: str
    role: str
    other_id: int
    other: str
    sector: Sector
    since_on: str
    until_on: str
    source: str
    ended: bool
    kind: str = ""
    outward: bool = True
    other_kind: ActorKind = ActorKind.ORGANISATION
    is_main: bool = False

    @property
    def years(self) -> str:
        """Say in years when an ended tie stood: 2019 bis 2024, bis 2024."""
        since, until = self.since_on[:4], self.until_on[:4]
        return f"{since} bis {until}" if since and since != until else f"bis {until}"


def of(number: int, *, public: bool, also_restricted: bool = False) -> list[TieLine]:
    """Return an actor's ties, read from its side, standing ones first; in public only where both show their ties.

    Those with a restricted other end are left out, but for the answer to the person itself.
    """
    first, second = aliased(Actor), aliased(Actor)
    ends = (end for one in (first, second) for end in (one.id, one.name, one.sector, one.kind))
    wanted = select(Tie, *ends).join(first, first.id == Tie.from_id).join(second, second.id == Tie.to_id)
    wanted = wanted.where(or_(Tie.from_id == number, Tie.to_id == number))
    if public:
        open_to_all = queries.showing(Purpose.SHOW_TIES)
        wanted = wanted.where(and_(Tie.from_id.in_(open_to_all), Tie.to_id.in_(open_to_all)))
    if not also_restricted:
        wanted = wanted.where(*(or_(one.id == number, one.restricted_at.is_(None)) for one in (first, second)))
    today = clock.today().isoformat()
    over = case((and_(Tie.until_on != "", Tie.until_on <= today), 1), else_=0)
    rows = db.session.execute(wanted.order_by(over, Tie.id).limit(MOST_TIES)).all()
    lines = [_line(number, today, *row) for row in rows]
    return sorted(lines, key=lambda line: (line.ended, not line.is_main, fold(line.other), line.id))


def beside(actor: Actor, *, public: bool) -> list[TieLine]:
    """Return an actor's ties without the members and deputies of a body: those have a list of their own."""
    found = of(actor.id, public=public)
    if actor.kind is not ActorKind.BODY:
        return found
    return [one for one in found if one.outward or one.kind not in (TieKind.MEMBER_OF, TieKind.DEPUTY_IN)]


def _line(number: int, today: str, tie: Tie, *ends: object) -> TieLine:
    outward = tie.from_id == number
    other_id, other, sector, kind = ends[4:] if outward else ends[:4]
    words = tie_types.label(tie.kind, outward=outward)
    ended = bool(tie.until_on) and tie.until_on <= today
    said = (tie.id, words, tie.role, other_id, other, sector, tie.since_on, tie.until_on, tie.source, ended)
    return TieLine(*said, tie.kind, outward, kind, tie.is_main)  # type: ignore[arg-type]  # a row's columns in their order
