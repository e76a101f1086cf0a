"""The tokens of an index as one sorted list and one long string, to find relatives of a token without touching postings.

German writes compounds in one word. What the list of parts (`compounds.py`) does not take apart, names and misspelled
words, the index's own tokens tell: "radweg" is related to "fahrradweg" and "radwegbreit" because they hold it, and
"radwegbreit" to "radweg" because it holds that. A word the list knows as simple holds nothing (Ecke is not in Strecke).
A relative counts for less than the token itself: `RELATED * sqrt(shorter / longer)`, between 0 and 0.5.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Collection, Iterable
from typing import Final

from core.search.wordbook import PLAIN, Wordbook

RELATED: Final = 0.5
MOST_RELATIVES: Final = 64
"""Cap of an expansion, by prefix or by compound."""
SHORTEST_PART: Final = 4
SHORTEST_EDGE: Final = 3
"""Three letters count only at the beginning or end of a word (rad, bus, hof)."""

_BITS: Final = [1 << (code & 63) for code in range(256)]
_ENDINGS: Final = (
    *(
        "e",
        "em",
        "en",
        "end",
        "er",
        "eren",
        "ern",
        "erung",
        "es",
        "heit",
        "heiten",
        "ig",
        "igkeit",
        "in",
        "innen",
        "isch",
        "ische",
    ),
    *(
        "itat",
        "itaten",
        "keit",
        "lich",
        "liche",
        "lichkeit",
        "nis",
        "s",
        "schaft",
        "st",
        "ung",
        "ungen",
        "ieren",
        "ierung",
    ),
)


class Lexicon:
    """All tokens of one immutable part of an index."""

    def __init__(self, tokens: Iterable[str]) -> None:
        self._sorted = sorted(tokens)
        self._all = frozenset(self._sorted)
        self._string = "\n" + "\n".join(self._sorted) + "\n"
        self._by_size: dict[int, tuple[list[str], list[int]]] = {}
        for token in self._sorted:
            if token.isalpha():
                same_size, letters = self._by_size.setdefault(len(token), ([], []))
                same_size.append(token)
                letters.append(_letters(token))

    def __len__(self) -> int:
        return len(self._sorted)

    def starting(self, prefix: str) -> list[str]:
        """Tokens that begin so, the shortest (the closest completion) first, at most the cap."""
        first = bisect_left(self._sorted, prefix)
        behind = bisect_left(self._sorted, prefix + "\U0010ffff", lo=first)
        return sorted(self._sorted[first:behind], key=len)[:MOST_RELATIVES]

    def ending(self, suffix: str) -> list[str]:
        """Tokens that end so, at most the cap."""
        return self._around(suffix + "\n")

    def holding(self, part: str) -> list[str]:
        """Tokens that hold this somewhere, at most the cap."""
        return self._around(part)

    def within(self, token: str) -> list[str]:
        """Tokens inside this one: four letters anywhere, three at its edges."""
        size = len(token)
        found = {
            token[start:end]
            for start in range(size - SHORTEST_PART + 1)
            for end in range(start + SHORTEST_PART, size + 1)
        }
        edges = {token[:SHORTEST_EDGE], token[-SHORTEST_EDGE:]}
        return [part for part in (found | edges) & self._all if part.isalpha() and part != token]

    def begun_by(self, typed: str) -> list[str]:
        """Stems that lack only a (begun) ending: "burgerbeteil" for "burgerbeteiligu", "kita" for "kitas"."""
        return [
            stem
            for stem in (typed[:size] for size in range(SHORTEST_PART, len(typed)))
            if stem in self._all and _begins_an_ending(typed[len(stem) :])
        ]

    def like(self, asked: str, most: int) -> list[str]:
        """Tokens that may be at most so many mistakes away, by their length and the letters they have."""
        letters, room = _letters(asked), 2 * most
        found = []
        for size in range(len(asked) - most, len(asked) + most + 1):
            tokens, masks = self._by_size.get(size, ((), ()))
            found += [token for token, mask in zip(tokens, masks, strict=True) if (mask ^ letters).bit_count() <= room]
        return found

    def _around(self, part: str) -> list[str]:
        """Tokens around each place where the part stands in the long string."""
        found: list[str] = []
        place = self._string.find(part)
        while place >= 0 and len(found) < MOST_RELATIVES * 4:
            begin = self._string.rfind("\n", 0, place + 1) + 1
            behind = self._string.index("\n", place + len(part) - (part[-1] == "\n"))
            found.append(self._string[begin:behind])
            place = self._string.find(part, behind)
        return sorted(found, key=len)[:MOST_RELATIVES]


def _letters(token: str) -> int:
    """Give the letters of a token as a number of 64 bits."""
    mask = 0
    for code in token.encode("utf-8"):
        mask |= _BITS[code]
    return mask


def weight(token: str, relative: str) -> float:
    """How much a relative counts beside the token itself, from 0 to `RELATED`."""
    shorter, longer = sorted((len(token), len(relative)))
    return RELATED * math.sqrt(shorter / longer)


def relatives(
    lexica: Iterable[Lexicon],
    token: str,
    prefix: str = "",
    book: Wordbook = PLAIN,
    *,
    wide: bool = False,
    parts: Collection[str] = (),
) -> dict[str, float]:
    """Weigh the tokens that stand for this one: itself 1, relatives less, at most the cap.

    Narrow: compounds that begin or end with the token (from four letters), shorter stems of the same word (kita for
    kitas), completions of `prefix`. Wide: also compounds that hold it in the middle, three letters at an edge, and its
    own `parts`; where the list gives none, any tokens inside it.
    """
    found: dict[str, float] = {}
    for lexicon in lexica:
        for relative in _of(lexicon, token, book, wide=wide, parts=parts):
            found[relative] = weight(token, relative)
        if prefix:
            for relative in lexicon.starting(prefix) + lexicon.begun_by(prefix):
                found[relative] = weight(prefix, relative)
    found.pop(token, None)
    best = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_RELATIVES]
    return {token: 1.0} | dict(best)


def related(token: str, relative: str, book: Wordbook) -> bool:
    """Whether the narrow sense of `relatives` holds between two tokens, for highlighting."""
    if len(token) < SHORTEST_PART or not token.isalpha():
        return token == relative
    if relative.startswith(token) or (relative.endswith(token) and book.holds(relative, token)):
        return True
    shorter = len(relative) >= SHORTEST_PART and token.startswith(relative)
    return shorter and _begins_an_ending(token[len(relative) :])


def _of(lexicon: Lexicon, token: str, book: Wordbook, *, wide: bool, parts: Collection[str]) -> list[str]:
    """Relatives by compound in one lexicon."""
    if len(token) < (SHORTEST_EDGE if wide else SHORTEST_PART) or not token.isalpha():
        return []
    inside = lexicon.ending(token)
    if wide and len(token) >= SHORTEST_PART:
        inside += lexicon.holding(token)
    found = [relative for relative in inside if book.holds(relative, token)]
    if wide and parts:
        found += parts
    elif wide and len(token) >= 2 * SHORTEST_EDGE and not book.is_simple(token):
        found += lexicon.within(token)
    return found + lexicon.starting(token) + lexicon.begun_by(token)


def _begins_an_ending(rest: str) -> bool:
    return any(ending.startswith(rest) for ending in _ENDINGS)
