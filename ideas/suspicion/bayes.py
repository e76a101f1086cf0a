"""Naive Bayes over the stems of title and text: how much a text sounds like what the office declined as spam.

Multinomial model with Boolean attributes (V. Metsis, I. Androutsopoulos, G. Paliouras, "Spam Filtering with Naive
Bayes: Which Naive Bayes?", CEAS 2006, section 2.4; smoothing after Laplace). For a kind c (spam s, honest h)

    p(t | c) = (1 + M[t, c]) / (m + M[c])

M[t, c] texts of c that hold the stem t, M[c] the sum of M[t, c] over the m stems that were kept. A text with the set
of kept stems T sounds like spam with

    P = 1 / (1 + exp(-sum over t in T of ln(p(t | s) / p(t | h))))

Both kinds count as equally likely before the first word: after a wave of thousands, a text without a known word must
not be suspicious. Stems nobody has seen say nothing. A stem that only one text of its kind holds is not kept: one text
must not decide, and no name out of one text stays in the count.

By hand: honest texts "Bank Bach", "Bank Baum", spam "Kredit Bank", "Kredit sofort Kredit" keep m = 2 stems: bank [2, 1],
kredit [0, 2]; M[h] = 2, M[s] = 3. p(kredit | s) = 3/5, p(kredit | h) = 1/4: ratio 2.4. p(bank | s) = 2/5,
p(bank | h) = 3/4: ratio 8/15. "Kredit" gives 2.4/3.4 = 71 %, "Kredit Bank" 1.28/2.28 = 56 %, "Bank" 8/23 = 35 %.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.search.analyser import analyse, words

KEPT = 1500
"""Stems kept of each kind: those that most of its texts hold."""
FEWEST = 20
"""Decisions of each kind below which nothing is said."""
LOUD = 90
"""Per cent from which a text is called suspicious."""
REASONS = 5


@dataclass(frozen=True)
class Counts:
    """How many texts of each kind were read, and for each kept stem how many of them hold it (honest, spam)."""

    honest: int = 0
    spam: int = 0
    stems: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def enough(self) -> bool:
        """Whether there are enough decisions of each kind to say anything."""
        return min(self.honest, self.spam) >= FEWEST


def stems_of(title: str, text: str) -> set[str]:
    """Return the stems of an idea's words."""
    return set(analyse(f"{title}\n{text}"))


def count(honest: Iterable[set[str]], spam: Iterable[set[str]]) -> Counts:
    """Count texts, each a set of stems; reads each iterable once and keeps at most 2 * KEPT stems."""
    read = [0, 0]
    held: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for kind, texts in enumerate((honest, spam)):
        for stems in texts:
            read[kind] += 1
            held[kind].update(stems)
    kept = set()
    for counter in held:
        often = sorted((stem for stem, number in counter.items() if number > 1), key=lambda s: (-counter[s], s))
        kept.update(often[:KEPT])
    return Counts(read[0], read[1], {stem: (held[0][stem], held[1][stem]) for stem in sorted(kept)})


def weights(stems: Iterable[str], counts: Counts) -> dict[str, float]:
    """Return ln(p(t | spam) / p(t | honest)) for those of the stems that were kept; above 0 it speaks for spam."""
    size = len(counts.stems)
    honest = size + sum(one for one, _ in counts.stems.values())
    spam = size + sum(other for _, other in counts.stems.values())
    known = {stem: counts.stems[stem] for stem in stems if stem in counts.stems}
    return {stem: math.log((1 + s) / spam) - math.log((1 + h) / honest) for stem, (h, s) in known.items()}


def percent(stems: Iterable[str], counts: Counts) -> int:
    """Return 0 to 100: how much a text with these stems sounds like spam; 50 when it holds no known stem."""
    summed = max(-50.0, min(50.0, sum(weights(stems, counts).values())))
    return round(100 / (1 + math.exp(-summed)))


def reasons(title: str, text: str, counts: Counts) -> list[str]:
    """Return the words of a text that speak most for spam, as they stand there, strongest first; at most five."""
    spoken = {word.token: word.text for word in words(f"{title}\n{text}")}
    weighed = weights(spoken, counts)
    loud = sorted((stem for stem in weighed if weighed[stem] > 0), key=lambda stem: (-weighed[stem], stem))
    return [spoken[stem] for stem in loud[:REASONS]]
