"""Ties as one of the two reads them; in public only between two who both agreed to show them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from compass import queries, tie_types
from compass.models import Actor, Purpose, Sector, Tie
from core import clock
from core.db import db
from core.rows import fold

MOST_TIES = 200


@dataclass(frozen=True)
class TieLine:
    """A tie as one of the two reads it: in words, with whom, since and until when (ISO days, empty when unknown)."""

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


def of(number: int, *, public: bool) -> list[TieLine]:
    """Return an actor's ties, read from its side, standing ones first; in public only where both show their ties."""
    first, second = aliased(Actor), aliased(Actor)
    wanted = (
        select(Tie, first.id, first.name, first.sector, second.id, second.name, second.sector)
        .join(first, first.id == Tie.from_id)
        .join(second, second.id == Tie.to_id)
        .where(or_(Tie.from_id == number, Tie.to_id == number))
    )
    if public:
        open_to_all = queries.showing(Purpose.SHOW_TIES)
        wanted = wanted.where(and_(Tie.from_id.in_(open_to_all), Tie.to_id.in_(open_to_all)))
    rows = db.session.execute(wanted.order_by(Tie.id).limit(MOST_TIES)).all()
    lines = [_line(number, *row) for row in rows]
    return sorted(lines, key=lambda line: (line.ended, fold(line.other), line.id))


def _line(number: int, tie: Tie, *ends: object) -> TieLine:
    outward = tie.from_id == number
    other_id, other, sector = ends[3:] if outward else ends[:3]
    words = tie_types.label(tie.kind, outward=outward)
    ended = bool(tie.until_on) and tie.until_on < clock.today().isoformat()
    return TieLine(tie.id, words, tie.role, other_id, other, sector, tie.since_on, tie.until_on, tie.source, ended)  # type: ignore[arg-type]  # a row's columns in their order
