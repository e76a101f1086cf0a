"""How a group spreads over the four sectors; politics, city-owned firms and advisory boards stand apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from compass.models import SECTOR_WORDS, Actor, Sector
from compass.queries import marks


@dataclass(frozen=True)
class SectorCount:
    """One sector of a group: how many fill its places, and who stands apart because of a mark (its words)."""

    sector: str
    word: str
    number: int
    apart: tuple[str, ...]

    @property
    def missing(self) -> bool:
        """Whether nobody fills a place of this sector; the marked never do."""
        return self.number == 0

    @property
    def sentence(self) -> str:
        """Say it in a few words."""
        said = "fehlt" if self.missing else f"{self.number} {'Platz' if self.number == 1 else 'Plätze'}"
        return f"{said}, dazu {', '.join(self.apart)}" if self.apart else said


def counts(group: Iterable[Actor]) -> list[SectorCount]:
    """Return the four sectors in their fixed order with who of a group fills them."""
    members = list(group)
    return [_count(sector, [one for one in members if one.sector is sector]) for sector in SECTOR_WORDS]


def _count(sector: Sector, members: list[Actor]) -> SectorCount:
    apart = [", ".join(words) for one in members if (words := marks(one))]
    told = tuple(f"{apart.count(words)} {words}" for words in dict.fromkeys(apart))
    return SectorCount(sector.value, SECTOR_WORDS[sector], len(members) - len(apart), told)
