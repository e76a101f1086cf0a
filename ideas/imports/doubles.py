"""Wahrscheinlich doppelt: texts that share most of their words, found exactly and quickly among tens of thousands.

Two texts are alike by the Jaccard index of their sets of stems, |a & b| / |a | b|, in [0, 1]; from ALIKE on they are
probably the same contribution that came another way (a card typed in, an export of another platform). Wishes for the
same in other words are none: the office puts those together as bundles.

Exact set similarity join with prefix filter: R. Bayardo, Y. Ma, R. Srikant, "Scaling up all pairs similarity search"
(WWW 2007); C. Xiao et al., "Efficient similarity joins for near duplicate detection" (WWW 2008). Of a set of n stems only
the first n - ceil(ALIKE n) + SHARED in a fixed order are looked up: two sets that have less than SHARED of these in common
cannot be alike. The order is "known later comes first", which puts rare stems first and never changes when texts are added.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from core.search.analyser import words

ALIKE: Final = 0.6
FEW: Final = 4
"""Sets smaller than this say too little: they are alike only when they are equal."""
SHARED: Final = 3


@dataclass(frozen=True)
class Likeness:
    """The most similar text: the name it was added by, and the Jaccard index in [ALIKE, 1]."""

    name: tuple[str, int]
    share: float


class Texts:
    """Texts that others are held against; grows, never shrinks; for one thread. 20,000 ideas take about 60 MB."""

    def __init__(self, texts: Iterable[tuple[tuple[str, int], str]] = ()) -> None:
        """Add texts, each with its name (kind, number)."""
        self._numbers: dict[str, int] = {}
        self._sets: list[frozenset[int]] = []
        self._names: list[tuple[str, int]] = []
        self._by_stem: dict[int, list[int]] = {}
        for name, text in texts:
            self.add(name, text)

    def add(self, name: tuple[str, int], text: str) -> None:
        """Remember a text."""
        stems = self._stems(text)
        if stems:
            for stem in _prefix(stems):
                self._by_stem.setdefault(stem, []).append(len(self._sets))
            self._sets.append(frozenset(stems))
            self._names.append(name)

    def nearest(self, text: str) -> Likeness | None:
        """Return the text most like this one, the first added of several; None when none is alike."""
        stems = self._stems(text)
        mine, best = frozenset(stems), (0.0, 0)
        for place in self._candidates(stems):
            theirs = self._sets[place]
            common = len(mine & theirs)
            share = common / (len(mine) + len(theirs) - common)
            if share > best[0] and (share == 1 or (share >= ALIKE and min(len(mine), len(theirs)) >= FEW)):
                best = (share, place)
        return Likeness(self._names[best[1]], best[0]) if best[0] else None

    def _candidates(self, stems: list[int]) -> list[int]:
        """Return the places of texts that share enough stems of the prefix and are neither too short nor too long."""
        least, most, enough = ALIKE * len(stems), len(stems) / ALIKE, min(SHARED, len(stems))
        shared: Counter[int] = Counter()
        for stem in _prefix(stems):
            shared.update(self._by_stem.get(stem, ()))
        found = (place for place, number in shared.items() if number >= enough)
        return sorted(place for place in found if least <= len(self._sets[place]) <= most)

    def _stems(self, text: str) -> list[int]:
        """Return the numbers of a text's stems, each once, the latest known first."""
        tokens = {word.token for word in words(text) if not word.joined}
        return sorted((self._numbers.setdefault(token, len(self._numbers)) for token in sorted(tokens)), reverse=True)


def _prefix(stems: list[int]) -> Iterator[int]:
    """Yield the stems of which two alike sets share at least SHARED, or all when they are few."""
    return iter(stems[: len(stems) - math.ceil(ALIKE * len(stems)) + SHARED])
