"""Wahrscheinlich doppelt: texts that share most of their words, found exactly and quickly among tens of thousands.

Two texts are alike by the Jaccard index of their sets of stems, |a & b| / |a | b|, in [0, 1]; from ALIKE on they are
probably the same contribution that came another way (a card typed in, an export of another platform). Wishes for the
same in other words are none: the office puts those together as bundles.

Exact set similarity join: R. Bayardo, Y. Ma, R. Srikant, "Scaling up all pairs similarity search" (WWW 2007); C. Xiao et
al., "Efficient similarity joins for near duplicate detection" (WWW 2008). A text alike shares at least ceil(ALIKE n) of n
stems, so at least MORE of the n - ceil(ALIKE n) + MORE rarest: only their holders are counted. Every stem's holders are
kept, so "rarest" means now, in these texts, and not when a word was first seen. With what is not counted taken as shared
each candidate has an upper bound; the highest come first, and those below the best share found are never compared.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from core.search.analyser import words

ALIKE: Final = 0.6
FEW: Final = 4
"""Sets smaller than this say too little: they are alike only when they are equal."""
MORE: Final = 3
COMPARED: Final = 16
"""Comparing two sets costs about as much as counting so many holders."""


@dataclass(frozen=True)
class Likeness:
    """The most similar text: the name it was added by, and the Jaccard index in [ALIKE, 1]."""

    name: tuple[str, int]
    share: float


class Texts:
    """Texts that others are held against; grows, never shrinks; for one thread. 20,000 ideas take about 70 MB."""

    def __init__(self, texts: Iterable[tuple[tuple[str, int], str]] = ()) -> None:
        """Add texts, each with its name (kind, number)."""
        self._numbers: dict[str, int] = {}
        self._sets: list[frozenset[int]] = []
        self._names: list[tuple[str, int]] = []
        self._holders: list[array[int]] = []
        self._equal: dict[frozenset[int], int] = {}
        for name, text in texts:
            self.add(name, text)

    def add(self, name: tuple[str, int], text: str) -> None:
        """Remember a text."""
        self._remember(name, self._stems(text))

    def nearest(self, text: str) -> Likeness | None:
        """Return the text most like this one, the first added of several; None when none is alike."""
        return self._nearest(self._stems(text))

    def meet(self, name: tuple[str, int], text: str) -> Likeness | None:
        """Return the text most like this one and remember it; analyses it once."""
        stems = self._stems(text)
        found = self._nearest(stems)
        self._remember(name, stems)
        return found

    def _remember(self, name: tuple[str, int], stems: frozenset[int]) -> None:
        if not stems:
            return
        place = len(self._sets)
        for stem in stems:
            self._holders[stem].append(place)
        self._sets.append(stems)
        self._names.append(name)
        self._equal.setdefault(stems, place)

    def _nearest(self, mine: frozenset[int]) -> Likeness | None:
        if (equal := self._equal.get(mine)) is not None:
            return Likeness(self._names[equal], 1.0)
        if len(mine) < FEW:
            return None
        best, found = ALIKE, len(self._sets)
        for bound, place in sorted((-bound, place) for bound, place in self._candidates(mine)):
            if -bound < best:
                break
            theirs = self._sets[place]
            share = _share(len(mine & theirs), len(mine), len(theirs))
            if share > best or (share == best and place < found):
                best, found = share, place
        return Likeness(self._names[found], best) if found < len(self._sets) else None

    def _candidates(self, mine: frozenset[int]) -> Iterator[tuple[float, int]]:
        """Yield upper bounds and places of texts that may be alike: large enough, sharing enough of the rarest stems."""
        by_rarity = sorted(mine, key=lambda stem: len(self._holders[stem]))
        least = math.ceil(ALIKE * len(mine))
        first, rest = by_rarity[: len(mine) - least + MORE], by_rarity[len(mine) - least + MORE :]
        counted = Counter[int]()
        for stem in first:
            counted.update(self._holders[stem])
        places = [place for place, number in counted.items() if number >= least - len(rest)]
        if COMPARED * len(places) > sum(len(self._holders[stem]) for stem in rest):
            for stem in rest:  # many look alike: what all share is counted sooner than compared
                counted.update(self._holders[stem])
            rest = []
        for place in places:
            size = len(self._sets[place])
            bound = _share(min(counted[place] + len(rest), size), len(mine), size)
            if bound >= ALIKE and size >= FEW:
                yield bound, place

    def _stems(self, text: str) -> frozenset[int]:
        """Return the numbers of a text's stems; new ones are entered."""
        found = {word.token for word in words(text) if not word.joined}
        for token in found:
            if token not in self._numbers:
                self._numbers[token] = len(self._numbers)
                self._holders.append(array("l"))
        return frozenset(self._numbers[token] for token in found)


def _share(common: int, one: int, other: int) -> float:
    """Return the Jaccard index of two sets from their sizes and what they share."""
    return common / (one + other - common)
