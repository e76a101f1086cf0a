"""The four-sector balance of an order: who fills each sector's places, who stands apart, which sector is missing.

What counts (the city's papers put politics into three different drawers, so marks stand beside the sector):

- A sector is there when at least one *plain* actor of it has a place: one without any mark.
- A marked actor (politics, city-owned company, Beirat) holds a seat, but never the place of a citizen, a firm or an
  office of that sector: it is shown apart, and a sector with marked actors alone is missing.
- Seats are counted over all actors. Free seats never go below zero.

No weights and no shares: with 5 to 25 seats a percentage would say more than is known. Own rule, no source in the
literature; the counting per sector is `compass.sectors`, which the suggestions use too.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from compass.models import Actor
from compass.sectors import SectorCount, counts


@dataclass(frozen=True)
class Balance:
    """The four sectors in their fixed order, seats in all (1 to 60), and how many are taken (0 or more)."""

    sectors: tuple[SectorCount, ...]
    seats: int
    taken: int

    @property
    def free(self) -> int:
        """Seats nobody has."""
        return max(self.seats - self.taken, 0)

    @property
    def missing(self) -> tuple[str, ...]:
        """The words of the sectors nobody stands for, in the fixed order."""
        return tuple(one.word for one in self.sectors if one.missing)

    @property
    def sentence(self) -> str:
        """What is missing in words: "Es fehlt: Wirtschaft", or that all four are there."""
        words = self.missing
        if not words:
            return "Alle vier Sektoren sind dabei."
        listed = " und ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else words[0]
        return f"Es {'fehlt' if len(words) == 1 else 'fehlen'}: {listed}"


def balance(actors: Collection[Actor], seats: int) -> Balance:
    """Weigh actors (any number, any order, each once) against seats; reads their sector and marks, never the database."""
    return Balance(tuple(counts(actors)), seats, len(actors))
