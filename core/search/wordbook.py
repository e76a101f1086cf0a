"""What a search knows of words beyond their letters: parts of compounds, a city's own additions, words for the same.

An index keeps the wordbook it was written with (`WhooshIndex`), so that what is in the index and what is asked of it
always fit; a changed wordbook becomes true with the next `rebuild`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

from core.search.analyser import fold, stem_of, token_of
from core.search.compounds import REMEMBERED, Splitter, listed

SAME: Final = 0.8
"""How much a word for the same counts beside the word itself."""
PART: Final = 0.4
"""How much a compound that holds the word as a part counts."""
SHARED: Final = 0.3
"""How much a compound counts that shares a part with the compound asked for, where not every word can be had."""
SILENT: Final = frozenset("auswarts aussen einwarts fahr ganger gegen halte innen mehr neu stell".split())  # noqa: SIM905 - a list of quoted words reads worse
"""Parts nobody searches for by themselves."""


@dataclass(frozen=True)
class Wordbook:
    """Wörter der Suche: words that are parts, words that are none, groups of words for the same; as people write them."""

    added: frozenset[str] = frozenset()
    stopped: frozenset[str] = frozenset()
    same: frozenset[frozenset[str]] = field(default_factory=frozenset)

    @cached_property
    def splitter(self) -> Splitter:
        """The list of parts with the city's own words."""
        return Splitter(listed(), {fold(word) for word in self.added}, {fold(word) for word in self.stopped})

    @cached_property
    def _others(self) -> dict[str, frozenset[str]]:
        """For each token the tokens of words for the same."""
        found: dict[str, set[str]] = {}
        for group in self.same:
            tokens = {token_of(word) for word in group} - {""}
            for token in tokens:
                found.setdefault(token, set()).update(tokens - {token})
        return {token: frozenset(others) for token, others in found.items()}

    @property
    def mark(self) -> str:
        """A short word that is another one when the list or the city's words are others."""
        return hashlib.sha256(f"{listed().mark} {self.dump()}".encode()).hexdigest()[:12]

    def split(self, word: str) -> tuple[str, ...]:
        """Return the folded parts of a compound, nothing for every other word."""
        return self.splitter.split(fold(word))

    def parts(self, folded: str) -> tuple[str, ...]:
        """Return the tokens of the telling parts of a folded compound, each once."""
        return tuple(dict.fromkeys(stem_of(part) for part in self.splitter.split(folded) if part not in SILENT))

    def holds(self, compound: str, token: str) -> bool:
        """Tell whether a stem that has the letters of another may be a compound of it.

        Where the list takes it apart the letters must be whole parts (Verkehrs-amt holds no Samt); what the list knows
        as simple holds nothing (Strecke no Ecke); of all others, names and misspelled words, the letters are believed.
        """
        return self._holds(compound, token)

    @cached_property
    def _holds(self) -> Callable[[str, str], bool]:
        return lru_cache(maxsize=REMEMBERED)(self._may_hold)

    def _may_hold(self, compound: str, token: str) -> bool:
        for word in (compound, compound + "e", compound + "en"):
            parts = self.splitter.split(word)
            if parts:
                edges = range(len(parts) + 1)
                return any(stem_of("".join(parts[a:b])) == token for a in edges for b in edges if a < b)
            if self.splitter.knows(word):
                return False
        return True

    def is_simple(self, token: str) -> bool:
        """Tell whether the list knows a stem as a word that is no compound, so that no other word is looked for in it."""
        whole = next((word for word in (token, token + "e", token + "en") if self.splitter.knows(word)), None)
        return whole is not None and not self.splitter.split(whole)

    def others(self, token: str) -> frozenset[str]:
        """Return the tokens of words for the same."""
        return self._others.get(token, frozenset())

    def dump(self) -> str:
        """Write the city's words as JSON, the same words always alike."""
        same = sorted(sorted(group) for group in self.same)
        return json.dumps({"added": sorted(self.added), "stopped": sorted(self.stopped), "same": same})


def load(text: str) -> Wordbook:
    """Read what `dump` wrote; raises ValueError, KeyError or TypeError for anything else."""
    said = json.loads(text)
    return made(said["added"], said["stopped"], said["same"])


def made(added: Iterable[str] = (), stopped: Iterable[str] = (), same: Iterable[Iterable[str]] = ()) -> Wordbook:
    """Make a wordbook of lists of words."""
    return Wordbook(frozenset(added), frozenset(stopped), frozenset(frozenset(group) for group in same))


PLAIN: Final = Wordbook()
"""The list as it comes, without a word of the city's own."""
