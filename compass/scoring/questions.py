"""What is asked, as weights: words with the words for the same and those that look alike, and what the best documents add.

Weights are 1 + log tf, shared out so that they sum to 1. A word that stands for another one counts a share of it: one of the
city's own list SAME times, one of the thesaurus NEAR times, one that looks alike ALIKE times its likeness, the largest of
these. Only words that some document has are added. In English nothing is added but the city's own words: there it hurts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from compass.scoring.bridges import ALL, Bridges
from compass.scoring.phrases import NO_PHRASES, Phrases
from compass.scoring.spaces import Counts, Space, Vector, flattened
from compass.scoring.words import Said, counted
from core.search.thesaurus import near
from core.search.wordbook import SAME

NEAR: Final = 0.4
ALIKE: Final = 0.85
KEPT: Final = 0.7
"""What the question itself keeps where the best documents add words."""
BEST: Final = 10
ADDED: Final = 40
Same = Callable[[str], Collection[str]]
Alike = Callable[[str], Mapping[str, float]]


@dataclass(frozen=True)
class Asked:
    """A question: its words, how often each term counts in it, the share of each, and from which word it comes."""

    said: tuple[Said, ...]
    counts: Counts
    shares: Mapping[str, float]
    origins: Mapping[str, Said]


def asked(
    said: tuple[Said, ...],
    known: Collection[str],
    same: Same,
    alike: Alike,
    bridges: Bridges = ALL,
    *,
    phrases: Phrases = NO_PHRASES,
) -> Asked:
    """Weigh a question; `known` are the terms that documents have, `same` and `phrases` a city's own words for the same."""
    plain = counted(said)
    counts, origins = dict(plain), _origins(said)
    for term, times in plain.items():
        for other, share in standing_for(term, same, alike, bridges, german=origins[term].german):
            if other in known and other not in plain and share * times > counts.get(other, 0.0):
                counts[other] = share * times
                origins[other] = origins[term]
    for other, share, term in phrases.of({word.stem: plain[word.stem] for word in said}):
        if other in known and other not in plain and share > counts.get(other, 0.0):
            counts[other] = share
            origins[other] = origins[term]
    return Asked(said, counts, shares(counts), origins)


def standing_for(term: str, same: Same, alike: Alike, bridges: Bridges, *, german: bool) -> Iterator[tuple[str, float]]:
    """Yield the stems that may stand for a term, and how much of it each counts."""
    for other in same(term):
        yield other, SAME
    for other in near(term) if german and bridges.thesaurus else ():
        yield other, NEAR
    for other, likeness in (alike(term) if german and bridges.lookalikes else {}).items():
        yield other, ALIKE * likeness


def _origins(said: Sequence[Said]) -> dict[str, Said]:
    """Return for each term the word it comes from: whole words before parts."""
    found: dict[str, Said] = {}
    for word in said:
        found.setdefault(word.stem, word)
    for word in said:
        for part in word.parts:
            found.setdefault(part, word)
    return found


def shares(counts: Counts) -> dict[str, float]:
    """Return 1 + log tf of each term, divided by their sum."""
    if not counts:
        return {}
    weights = flattened(np.fromiter(counts.values(), dtype=np.float64, count=len(counts)))
    return dict(zip(counts, (weights / weights.sum()).tolist(), strict=True))


def widened(vector: Vector, scores: Vector, space: Space, share_of: Any) -> Vector:  # noqa: ANN401 - a sparse matrix
    """Return a question's weights (V,) with the words that its best documents have in common and others have not.

    RM3 (N. Abdul-Jaleel et al., "UMass at TREC 2004: Novelty and HARD"): KEPT q + (1 - KEPT) times the ADDED terms t with
    most sum_d P(t|d) s(q, d) / sum s times -log p(t|C), over the BEST documents d; `share_of` is P(t|d), a sparse matrix
    (n, V), `scores` s(q, d) >= 0 (n,). For collections of long documents only: short ones lead astray (bench quality).
    """
    best = np.lexsort((np.arange(len(scores)), -scores))[:BEST]
    best = best[scores[best] > 0]
    if not len(best):
        return vector
    weights = scores[best] / scores[best].sum()
    more = np.asarray(weights @ share_of[best]).ravel() * -np.log(space.common)
    chosen = np.lexsort((np.arange(len(more)), -more))[:ADDED]
    added = np.zeros_like(more)
    added[chosen] = more[chosen] / more[chosen].sum()
    return KEPT * vector + (1 - KEPT) * added
