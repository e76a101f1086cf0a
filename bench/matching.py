"""Matching, beside a plain BM25 over the same words in the same run: one question to 60 actors with eight texts each.

The limit is a ratio, because machines differ: BM25 (S. Robertson, H. Zaragoza, 2009; k1 1.2, b 0.75) here is the short
loop one would write first, over the same analysed texts, without reasons, damping or words nobody knows. The promise of
the house, 10 milliseconds a question at 60 actors, stands beside it as an aim.
"""

from __future__ import annotations

import itertools
import math
import random
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from bench.figures import Figure, processor_ms, settled, show
from bench.search import HEADS, REST, STEMS
from compass.matching import Evidence, Network, Profile
from core.search import analyse

ACTORS = 60
TEXTS = 8
PAST = 100
PROMISE = 10.0
LIMITS = {10_000: 50.0, 100_000: 200.0}
LOOKED_AT, SHOWN = 400, 20
AT_MOST = 5.0
"""Times a bare BM25: reasons for each word, the damping, and the runs of words nobody knows are what it pays for."""


def run() -> bool:
    """Measure and print; tell whether the ratio is kept."""
    kept = show("Matching: one question to 60 actors", settled(_figures))
    for actors, limit in LIMITS.items():
        network, questions = _large(actors), itertools.cycle([_sentence(random.Random(one), 40) for one in range(8)])
        asked = partial(_asked, network, questions)
        kept = show(f"Matching: one question to {actors:,} actors", settled(partial(_timed, asked, limit))) and kept
    return kept


def _large(actors: int) -> Network:
    dice = random.Random(11)
    profiles = [
        Profile(number, tuple(Evidence(place, "competence", _sentence(dice, 6), 0.8) for place in range(4)))
        for number in range(actors)
    ]
    return Network(profiles, [(number, _sentence(dice, 40)) for number in range(20)])


def _asked(network: Network, questions: Iterator[str]) -> None:
    """Ask as the page does: the best, twenty of them with every reason."""
    for one in network.match(next(questions), most=LOOKED_AT).suggestions[:SHOWN]:
        assert one.parts  # noqa: S101 - reasons are made when they are asked for


def _timed(asked: Callable[[], None], limit: float) -> list[Figure]:
    (spent,) = processor_ms(asked, each=4)
    return [Figure("a question of 40 words, 20 explained", spent, "ms", "limit", limit)]


def _figures() -> list[Figure]:
    dice = random.Random(7)
    said = [[_sentence(dice, 6) for _ in range(TEXTS)] for _ in range(ACTORS)]
    profiles = [
        Profile(number, tuple(Evidence(place, "competence", text, 0.8) for place, text in enumerate(texts)))
        for number, texts in enumerate(said, 1)
    ]
    network = Network(profiles, [(number, _sentence(dice, 40)) for number in range(PAST)])
    peer, question = Peer([text for texts in said for text in texts]), _sentence(dice, 40)
    ours, theirs = processor_ms(lambda: network.match(question), lambda: peer.ask(question))
    return [
        Figure("a question of 40 words", ours, "ms", "BM25, plain loop", theirs, AT_MOST),
        Figure("a question of 40 words", ours, "ms", "promised", PROMISE, aim=True),
    ]


def _sentence(dice: random.Random, length: int) -> str:
    """Make up words as Germans do: a third of them compounds."""
    words = [
        dice.choice(STEMS) + dice.choice(HEADS) if dice.random() < 1 / 3 else dice.choice(REST) for _ in range(length)
    ]
    return " ".join(word.capitalize() for word in words)


class Peer:
    """BM25 as one would write it first: texts as counts, every question against every text."""

    def __init__(self, texts: list[str]) -> None:
        """Analyse once."""
        self.texts = [Counter(analyse(text)) for text in texts]
        self.lengths = [sum(text.values()) for text in self.texts]
        self.mean = sum(self.lengths) / len(self.lengths)
        self.holders = Counter(word for text in self.texts for word in text)

    def ask(self, question: str) -> list[tuple[float, int]]:
        """Return every text with its score, best first."""
        scored = [
            (self._score(analysed, place), place)
            for analysed in [analyse(question)]
            for place in range(len(self.texts))
        ]
        return sorted(scored, reverse=True)

    def _score(self, question: list[str], place: int) -> float:
        text, total = self.texts[place], 0.0
        norm = 1.2 * (0.25 + 0.75 * self.lengths[place] / self.mean)
        for word in question:
            if count := text.get(word, 0):
                rare = math.log(1 + (len(self.texts) - self.holders[word] + 0.5) / (self.holders[word] + 0.5))
                total += rare * count * 2.2 / (count + norm)
        return total
