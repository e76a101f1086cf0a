"""Words for the same that have several parts: "leichte Sprache", "Hilfe mit Handy und Computer".

Where all words of one of a group stand in a question, the others of the group are asked for too: each SAME times as much
as the words that stand there, shared out over its own words, so that long names weigh no more than short ones.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from core.search.analyser import words
from core.search.wordbook import SAME

Phrase = tuple[str, ...]


class Phrases:
    """Groups of words for the same in which at least one has several parts; never changes."""

    def __init__(self, groups: Iterable[Collection[str]]) -> None:
        """Take groups as people write them; single words among themselves are the wordbook's own."""
        said = [sorted({_stems(one) for one in group} - {()}) for group in groups]
        self._groups = sorted(group for group in said if len(group) > 1 and any(len(one) > 1 for one in group))

    def of(self, counts: Mapping[str, float]) -> Iterator[tuple[str, float, str]]:
        """Yield for a question's whole words the stems that may stand for them, how much each counts, for which stem."""
        for group in self._groups:
            for one in group:
                if all(stem in counts for stem in one):
                    times = min(counts[stem] for stem in one)
                    yield from self._others(group, one, times)

    def _others(self, group: Collection[Phrase], one: Phrase, times: float) -> Iterator[tuple[str, float, str]]:
        for other in group:
            if other != one and (len(one) > 1 or len(other) > 1):
                share = SAME * times * min(1.0, len(one) / len(other))
                yield from ((stem, share, max(one, key=len)) for stem in other)


def _stems(phrase: str) -> Phrase:
    return tuple(dict.fromkeys(word.token for word in words(phrase) if not word.joined))


NO_PHRASES: Final = Phrases(())
