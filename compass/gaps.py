"""Who is there and who is missing: public entries per sector and per Aktionsfeld, the gaps named in words.

Counted are only entries with a public page. Politics, city-owned firms and advisory boards stand apart, as in every
balance: they are numbers of their own and never fill a gap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from compass import queries
from compass.models import MARK_WORDS, SECTOR_WORDS, Actor, Purpose, Sector, actor_area
from core import versions
from core.db import db
from radar import queries as radar

FOREMOST = 3
"""Gaps on the first page of the directory."""
ASKED = "Kennen Sie jemanden?"
Numbers = Mapping[Sector, int]


@dataclass(frozen=True)
class SectorLine:
    """How many of one sector stand in a group, and where they are listed; a marked entry is not among them."""

    sector: str
    word: str
    number: int
    address: str


@dataclass(frozen=True)
class AreaLine:
    """One Aktionsfeld: its name, the key of its Handlungsfeld, who is there, and the gap in words (empty without one)."""

    name: str
    field_key: str
    address: str
    total: int
    sectors: Sequence[SectorLine]
    sentence: str


@dataclass(frozen=True)
class Overview:
    """The whole picture: all sectors, how many stand apart, and the Aktionsfelder by (name, key) of their field."""

    total: int
    apart: int
    sectors: Sequence[SectorLine]
    fields: Sequence[tuple[str, str, Sequence[AreaLine]]]

    @property
    def foremost(self) -> Sequence[AreaLine]:
        """The gaps where most others are there already, so that one more counts most."""
        missing = [area for _, _, areas in self.fields for area in areas if area.sentence]
        return sorted(missing, key=lambda area: -area.total)[:FOREMOST]

    @property
    def complete(self) -> bool:
        """Whether every Aktionsfeld has somebody of every sector."""
        return not self.foremost


def overview() -> Overview:
    """Return the picture as it stands; counted anew only when the network or the Aktionsfelder change."""
    return versions.cached(("compass", "taxonomy"), _counted)


def _counted() -> Overview:
    marked = or_(*(getattr(Actor, name) for name in MARK_WORDS))
    open_to_all = Actor.id.in_(queries.agreed(Purpose.PUBLIC))
    whole = select(Actor.sector, marked, func.count()).where(open_to_all).group_by(Actor.sector, marked)
    numbers: Counter[Sector] = Counter()
    apart = 0
    for sector, is_marked, number in db.session.execute(whole):
        apart += number if is_marked else 0
        numbers[sector] += 0 if is_marked else number
    by_area = _by_area()
    fields = [
        (one.name, one.key, [_area(area, by_area.get(area.id, {})) for area in one.areas])
        for one in radar.taxonomy().fields
    ]
    return Overview(sum(numbers.values()) + apart, apart, _sectors(numbers, ""), fields)


def _by_area() -> dict[int, Counter[Sector]]:
    """Return how many unmarked public entries of each sector further each Aktionsfeld: one statement, at most 4 rows each."""
    wanted = (
        select(actor_area.c.area_id, Actor.sector, func.count())
        .join(Actor, Actor.id == actor_area.c.actor_id)
        .where(Actor.id.in_(queries.agreed(Purpose.PUBLIC)))
        .where(*(getattr(Actor, name).is_(False) for name in MARK_WORDS))
        .group_by(actor_area.c.area_id, Actor.sector)
    )
    found: dict[int, Counter[Sector]] = {}
    for area, sector, number in db.session.execute(wanted):
        found.setdefault(area, Counter())[sector] = number
    return found


def _sectors(numbers: Numbers, narrowed: str) -> list[SectorLine]:
    return [
        SectorLine(one.value, word, numbers.get(one, 0), f"/netzwerk?bereich={one.value}{narrowed}")
        for one, word in SECTOR_WORDS.items()
    ]


def _area(area: radar.Area, numbers: Numbers) -> AreaLine:
    lines = _sectors(numbers, f"&thema={area.id}")
    total = sum(line.number for line in lines)
    return AreaLine(area.name, area.field_key, f"/netzwerk?thema={area.id}", total, lines, said(area.name, lines))


def said(name: str, lines: Sequence[SectorLine]) -> str:
    """Name a gap in words; empty when every sector is there."""
    missing = [line.word for line in lines if not line.number]
    if not missing:
        return ""
    if len(missing) == len(lines):
        return f"Für {name} ist noch niemand dabei. {ASKED}"
    *first, last = missing
    words = f"{', '.join(first)} oder {last}" if first else f"der {last}"
    return f"Für {name} ist noch niemand aus {words} dabei. {ASKED}"
