"""Texts as the scorer reads them: words by their stems, and what a German compound is made of.

German and English are stemmed each in its own way (Snowball, M. Porter, snowballstem.org); a text without a little word of
either is read as the others of its collection. A compound counts as itself and, PART times, as each of its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from threading import local
from typing import Final, NamedTuple

import Stemmer

from core.search.analyser import stem_of, words
from core.search.languages import is_english
from core.search.stopwords import STOP_WORDS
from core.search.stopwords_english import ENGLISH_STOP_WORDS
from core.search.wordbook import PLAIN, Wordbook

PART: Final = 0.8
SHORTEST_PART: Final = 3
REMEMBERED: Final = 65_536
_own = local()


class Said(NamedTuple):
    """A word of a text, all its forms together: how it is shown, how often it stands there, its stem and those of its parts."""

    written: str
    times: int
    stem: str
    parts: tuple[str, ...]
    german: bool


class Reader:
    """Reads texts with a city's wordbook; safe for many threads."""

    def __init__(self, wordbook: Wordbook = PLAIN, *, english: bool = False, compounds: bool = True) -> None:
        """`english` is how a text without any little word is read; `compounds` are taken apart or not."""
        self._wordbook, self._english, self._compounds = wordbook, english, compounds
        self._parts = lru_cache(maxsize=REMEMBERED)(self._parts_of)

    def read(self, text: str, *, again: str = "") -> tuple[Said, ...]:
        """Return the words of a text in the order in which they come first; those of `again` count once more."""
        english = is_english(text, else_so=self._english)
        found: dict[str, list[str]] = {}
        for one in (text, again):
            for written, stem in _english(one) if english else _german(one):
                found.setdefault(stem, []).append(written)
        return tuple(
            Said(
                shown(same),
                len(same),
                stem,
                self._parts(same[0]) if self._compounds and not english else (),
                german=not english,
            )
            for stem, same in found.items()
        )

    def _parts_of(self, written: str) -> tuple[str, ...]:
        """Return the stems of a compound's parts without the word's own."""
        parts = [one for one in self._wordbook.split(written) if len(one) >= SHORTEST_PART and one not in STOP_WORDS]
        return tuple(dict.fromkeys(stem_of(one) for one in parts))


def counted(said: Iterable[Said]) -> dict[str, float]:
    """Return how often each stem stands in a text, parts of compounds PART times."""
    found: dict[str, float] = {}
    for word in said:
        found[word.stem] = found.get(word.stem, 0.0) + word.times
        for part in word.parts:
            found[part] = found.get(part, 0.0) + PART * word.times
    return found


def shown_for(said: Iterable[Said]) -> Mapping[str, str]:
    """Return for each stem and part of a text the word by which it is shown: whole words come first."""
    found: dict[str, str] = {}
    words_of = list(said)
    for word in words_of:
        found.setdefault(word.stem, word.written)
    for word in words_of:
        for key in word.parts:
            found.setdefault(key, word.written)
    return found


def mostly_english(texts: Iterable[str]) -> bool:
    """Tell whether more of some texts are English than German."""
    return sum(1 if is_english(text) else -1 if not is_english(text, else_so=True) else 0 for text in texts) > 0


def shown(written: list[str]) -> str:
    """Return how a word is best shown: with a capital if it ever has one (a noun)."""
    return next((word for word in written if word[:1].isupper()), written[0])


def _german(text: str) -> Iterator[tuple[str, str]]:
    for word in words(text):
        if not word.joined:
            yield word.text, word.token


def _english(text: str) -> Iterator[tuple[str, str]]:
    for word in words(text):
        plain = word.text.casefold()
        if not word.joined and plain not in ENGLISH_STOP_WORDS and len(plain) > 1:
            yield word.text, _english_stem(plain)


def _english_stem(word: str) -> str:
    stemmer = getattr(_own, "english", None)
    if stemmer is None:  # the object is not safe to share
        stemmer = _own.english = Stemmer.Stemmer("english")
    stem: str = stemmer.stemWord(word)
    return stem
