"""Taking German compounds apart: "strassenverkehrsamt" is strassen + verkehrs + amt. Words are folded (`analyser.fold`).

The list of parts (core/search/parts/, made by tools/parts_list.py from a spelling dictionary) says three things:

- *beginnings*: forms that stand before another part, the linking letters already on them (verkehrs, strassen, schul);
- *nouns*: words that may end a compound, inflected or not, and begin one bare or with a linking element;
- *wholes*: words a dictionary knows as they are although they look like a compound (gesamt, transport).

Of all ways to cut a word that one is taken with the fewest parts, then the one that needs the fewest guesses: a
beginning as it is listed costs nothing, a bare noun 1, a noun with a linking element 2, three letters 2 more. A part
that can be cut again is cut again (fahrrad + weg is fahr + rad + weg). The time is bounded by `LONGEST` letters.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).parent / "parts" / "german.txt"
SHORTEST_WORD: Final = 6
LONGEST: Final = 48
"""Letters of a word that is taken apart; longer ones are chains without spaces."""
SHORTEST_PART: Final = 3
LINKS: Final = ("s", "n", "en", "es", "er", "e", "ns")
ENDINGS: Final = ("e", "en", "n", "er", "ern", "es", "s", "se", "ses", "sen", "nen", "ens")
REMEMBERED: Final = 65_536
"""Words whose parts are kept, so that a text costs a look-up for each of its words."""

Cut = tuple[int, int, tuple[str, ...]]
"""Number of parts, guesses, parts: the smallest is the best."""


@dataclass(frozen=True)
class Parts:
    """What may stand in a compound and what is none; `mark` names the state of the list."""

    beginnings: frozenset[str]
    nouns: frozenset[str]
    wholes: frozenset[str]
    mark: str


@lru_cache(maxsize=1)
def listed() -> Parts:
    """Read the list that comes with the house, once."""
    raw = FILE.read_bytes()
    beginnings, nouns, both, wholes = (frozenset(section.split()) for section in raw.decode("ascii").split("\n\n"))
    return Parts(beginnings | both, nouns | both, wholes, hashlib.sha256(raw).hexdigest()[:8])


class Splitter:
    """The list with a city's own parts and stop parts. Never changes; safe for many threads."""

    def __init__(self, parts: Parts, added: Collection[str] = (), stopped: Collection[str] = ()) -> None:
        """`added` may begin and end a compound; `stopped` are no parts, whatever the list says."""
        self._beginnings = (parts.beginnings | set(added)) - set(stopped)
        self._nouns = (parts.nouns | set(added)) - set(stopped)
        self._wholes = parts.wholes - set(added)
        self._stopped = frozenset(stopped)
        self.split = lru_cache(maxsize=REMEMBERED)(self._split)

    def knows(self, word: str) -> bool:
        """Tell whether a word is in the list, as it is or inflected."""
        return word in self._wholes or self._ends(word)

    def _split(self, word: str) -> tuple[str, ...]:
        """Return the parts of a compound, at least two, or nothing for every other word."""
        if not SHORTEST_WORD <= len(word) <= LONGEST or not word.isalpha() or self._is_whole(word):
            return ()
        cut = self._best(word, {})
        return tuple(small for part in cut[2] for small in (self.split(part) or (part,))) if cut else ()

    def _is_whole(self, word: str) -> bool:
        return word in self._wholes or any(
            word.endswith(ending) and word[: -len(ending)] in self._wholes for ending in ENDINGS
        )

    def _best(self, word: str, known: dict[str, Cut | None]) -> Cut | None:
        """Return the best cut of the rest of a word; `known` holds the rests already looked at."""
        if word in known:
            return known[word]
        best: Cut | None = None
        for size in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            head, tail = word[:size], word[size:]
            guesses = self._begins(head)
            if guesses is None:
                continue
            ways: list[Cut] = [(1, 0, (tail,))] if self._ends(tail) else []
            if (rest := self._best(tail, known)) is not None:
                ways.append(rest)
            for number, more, parts in ways:
                cut = (number + 1, guesses + more, (head, *parts))
                if best is None or cut[:2] < best[:2]:
                    best = cut
        known[word] = best
        return best

    def _begins(self, head: str) -> int | None:
        """Return how much a part at the beginning is guessed, None where it is none."""
        short = 2 * (len(head) == SHORTEST_PART)
        if head in self._beginnings:
            return short
        if head in self._stopped:
            return None
        if head in self._nouns:
            return 1 + short
        bare = any(head.endswith(link) and head[: -len(link)] in self._nouns for link in LINKS)
        return 2 if bare else None

    def _ends(self, tail: str) -> bool:
        """Tell whether a part may end a compound, inflected or not."""
        if tail in self._stopped:
            return False
        if tail in self._nouns:
            return True
        return any(tail.endswith(ending) and tail[: -len(ending)] in self._nouns for ending in ENDINGS)
