"""Who answers in `bench/quality.py`: the house in its variants, and what one would write first, over the same stems.

A scorer takes profiles and questions and returns a row a question and a column a profile; a higher score is a better
actor, 0 is no evidence (or, where a mean is taken off, no more than usual). Add a variant: one line in `SCORERS`; what
proves itself belongs into the house, and then its row goes.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate, pairwise
from typing import Final

from compass.embedding import Embedder, installed
from compass.matching import Network, Profile
from compass.scoring.bridges import ALL, NONE, Bridges
from compass.terms.seeding import written
from core.search.analyser import words
from core.search.wordbook import PLAIN, Wordbook, made

K1: Final = 1.2
B: Final = 0.75
Rows = list[list[float]]


@dataclass(frozen=True)
class Question:
    """A challenge as the matching reads it: all of its text, and its title once more."""

    text: str
    title: str = ""


Scorer = Callable[[Sequence[Profile], Sequence[Question]], Rows]


def stems(text: str) -> list[str]:
    """Return the stems that the house counts: joined forms of hyphenated words not twice."""
    return [word.token for word in words(text) if not word.joined]


def house(
    profiles: Sequence[Profile],
    questions: Sequence[Question],
    *,
    bridges: Bridges = ALL,
    wordbook: Wordbook = PLAIN,
    damped: bool = True,
    embedder: Embedder | None = None,
) -> Rows:
    """Score by the house: what is asked is its past too, as in `python run.py match`."""
    past = [(place, one.text) for place, one in enumerate(questions)]
    network = Network(profiles, past if len(past) > 1 else (), bridges=bridges, wordbook=wordbook, embedder=embedder)
    rows = []
    for one in questions:
        found = network.match(one.text, title=one.title, everybody=True).suggestions
        scores = {suggestion.actor_id: suggestion.score if damped else suggestion.raw for suggestion in found}
        rows.append([scores[profile.actor_id] for profile in profiles])
    return rows


def with_terms() -> Wordbook:
    """Return the controlled list of the demo as a city's own words for the same."""
    return made(same=[[one["name"], *one["synonyms"]] for one in written()])


def bm25(profiles: Sequence[Profile], questions: Sequence[Question]) -> Rows:
    """Score by each actor's best document: BM25 (S. Robertson, H. Zaragoza, 2009), k1 1.2, b 0.75, weights unused."""
    texts = [Counter(stems(document.text)) for one in profiles for document in one.evidence]
    middle = sum(text.total() for text in texts) / len(texts)
    holders = Counter(stem for text in texts for stem in text)

    def score(question: Sequence[str], text: Counter[str]) -> float:
        norm = K1 * (1 - B + B * text.total() / middle)
        return math.fsum(
            math.log(1 + (len(texts) - holders[stem] + 0.5) / (holders[stem] + 0.5))
            * text[stem] * (K1 + 1) / (text[stem] + norm)
            for stem in question if stem in text
        )  # fmt: skip

    return _best(profiles, [[score(stems(one.text), text) for text in texts] for one in questions])


def cosine(profiles: Sequence[Profile], questions: Sequence[Question]) -> Rows:
    """Score by each actor's best document: cosine of tf-idf, idf = 1 + log((1 + N) / (1 + df)) as scikit-learn has it."""
    texts = [Counter(stems(document.text)) for one in profiles for document in one.evidence]
    holders = Counter(stem for text in texts for stem in text)

    def weighted(text: Counter[str]) -> dict[str, float]:
        rare = {stem: tf * (1 + math.log((1 + len(texts)) / (1 + holders[stem]))) for stem, tf in text.items()}
        norm = math.sqrt(math.fsum(value**2 for value in rare.values()))
        return {stem: value / norm for stem, value in rare.items()}

    vectors = [weighted(text) for text in texts]
    asked = [weighted(Counter(stems(one.text))) for one in questions]
    scored = [[math.fsum(q[s] * vector[s] for s in q if s in vector) for vector in vectors] for q in asked]
    return _best(profiles, scored)


def _best(profiles: Sequence[Profile], scored: Rows) -> Rows:
    """Return each actor's best document out of rows over all documents."""
    ends = list(accumulate((len(one.evidence) for one in profiles), initial=0))
    return [[max(row[begin:end], default=0.0) for begin, end in pairwise(ends)] for row in scored]


HOUSE: Final = "ours"
PEERS: Final = ("BM25, best document", "TF-IDF cosine, best document")
SCORERS: Final[dict[str, Scorer]] = {
    PEERS[0]: bm25,
    PEERS[1]: cosine,
    "ours, stems only": partial(house, bridges=NONE),
    "ours, compounds apart": partial(house, bridges=replace(NONE, compounds=True)),
    "ours, these and look-alikes": partial(house, bridges=replace(ALL, thesaurus=False)),
    HOUSE: house,
    "ours, no damping": partial(house, damped=False),
    "ours, with the terms' synonyms": lambda profiles, questions: house(profiles, questions, wordbook=with_terms()),
}
"""Name of the row and who fills it; HOUSE is what the office sees. With an embedder installed a row more."""
MEANING: Final = "ours, with the embedding"
if embedder := installed():
    SCORERS[MEANING] = partial(house, embedder=embedder)
