"""Words of a collection that look alike: German writes compounds in one word, and people write differently.

Two words are alike when they share a third of the shorter one's runs of four letters, begin alike, or one ends the other
(core/similar.py: `alike`). How alike is Dice's coefficient of their runs, 2 |A and B| / (|A| + |B|), in (0, 1].
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from core.similar import alike, runs_of

REMEMBERED = 4096


class Lookalikes:
    """The stems of a collection by their runs; made once, asked often, safe for many threads."""

    def __init__(self, stems: Iterable[str]) -> None:
        """Take the stems, each once."""
        self._runs = {stem: mine for stem in stems if (mine := runs_of(stem))}
        self._holders: dict[str, list[str]] = {}
        for stem, mine in self._runs.items():
            for run in mine:
                self._holders.setdefault(run, []).append(stem)
        self.of = lru_cache(maxsize=REMEMBERED)(self._of)

    def _of(self, stem: str) -> Mapping[str, float]:
        """Return the stems that look like one, itself left out, and how alike they are."""
        mine = runs_of(stem)
        shared = Counter(other for run in mine for other in self._holders.get(run, ()) if other != stem)
        return {
            other: 2 * number / (len(mine) + len(self._runs[other]))
            for other, number in sorted(shared.items())
            if alike(mine, self._runs[other], number)
        }
