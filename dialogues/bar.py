"""The diverging bar of a result: where each stone's part begins and how wide it is, the middle of the pebbles in the middle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dialogues.models import STONE_WORDS, Stone


@dataclass(frozen=True)
class BarPart:
    """One stone of a result: its words, its count, start and width as shares (0 to 1) of a bar twice as wide as all stones."""

    stone: Stone
    count: int
    start: float
    width: float

    @property
    def key(self) -> str:
        """The name by which it is drawn: gold, amber, pebble, slate, tar."""
        return self.stone.name.lower()

    @property
    def name(self) -> str:
        """The stone's name."""
        return STONE_WORDS[self.stone][0]

    @property
    def words(self) -> str:
        """What the stone means."""
        return STONE_WORDS[self.stone][1]


def parts(stones: Sequence[int]) -> tuple[BarPart, ...]:
    """Lay five counts (gold first, at least one stone; else ZeroDivisionError) side by side around the middle.

    The bar is as wide as twice the stones, so that it stays inside whatever they are; half of the pebbles lie on each
    side of the middle at 0.5.
    """
    whole, start, placed = 2 * sum(stones), 0.0, []
    for stone, count in zip(reversed(Stone), stones, strict=True):
        placed.append(BarPart(stone, count, start, count / whole))
        start += count / whole
    pebbles = placed[2]
    shift = 0.5 - pebbles.start - pebbles.width / 2
    return tuple(BarPart(one.stone, one.count, one.start + shift, one.width) for one in placed)
