"""Who answers in `bench/quality.py`: the house in its variants, and what one would write first, over the same stems.

A scorer takes profiles and questions and returns a row a question and a column a profile; a higher score is a better
actor, 0 is no evidence (or, where a mean is taken off, no more than usual). Add a variant: one function, one line in
`SCORERS`. Most variants change what is asked or shown and leave the scorer as it is, so that each can be put before any
other; what proves itself belongs into the house, and then its row goes.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate, pairwise
from typing import Final

from compass.matching import Evidence, Network, Profile
from compass.terms.seeding import written
from core.search.analyser import words
from core.search.wordbook import PLAIN

K1: Final = 1.2
B: Final = 0.75
NOUN_TIMES: Final = 8
"""Written so often a word weighs 1 + log 8 = 3.1."""
LEAST_PART: Final = 4
LEAST_DOCUMENTS: Final = 6
Rows = list[list[float]]
Scorer = Callable[[Sequence[Profile], Sequence[str]], Rows]


def stems(text: str) -> list[str]:
    """Return the stems that the house counts: joined forms of hyphenated words not twice."""
    return [word.token for word in words(text) if not word.joined]


def ours(profiles: Sequence[Profile], questions: Sequence[str]) -> Rows:
    """Score by the house before the damping: no past, so that score and raw are one."""
    network = Network(profiles)
    found = [{one.actor_id: one.raw for one in network.match(text).suggestions} for text in questions]
    return [[row.get(profile.actor_id, 0.0) for profile in profiles] for row in found]


def less_mean(scorer: Scorer, profiles: Sequence[Profile], questions: Sequence[str]) -> Rows:
    """Take from each actor its mean over the other questions, as the house does with its past (generalist damping)."""
    rows = scorer(profiles, questions)
    others = len(rows) - 1
    if not others:
        return rows
    whole = [math.fsum(column) for column in zip(*rows, strict=True)]
    return [[s - (total - s) / others for s, total in zip(row, whole, strict=True)] for row in rows]


def stems_only(scorer: Scorer, profiles: Sequence[Profile], questions: Sequence[str]) -> Rows:
    """Ask without the back-off: a word that no profile knows is put as one that shares no letters with any."""
    known = {stem for one in profiles for document in one.evidence for stem in stems(document.text)}
    return scorer(profiles, [_unknown_hidden(question, known) for question in questions])


def _unknown_hidden(question: str, known: set[str]) -> str:
    said = [word for word in words(question) if not word.joined]
    return " ".join(word.text if word.token in known else f"q{place}" for place, word in enumerate(said))


def with_synonyms(scorer: Scorer, profiles: Sequence[Profile], questions: Sequence[str]) -> Rows:
    """Ask with the words of the controlled list added: where a term or a word for it stands in full, all of them."""
    groups = [[one["name"], *one["synonyms"]] for one in written()]
    return scorer(profiles, [_widened(question, groups) for question in questions])


def _widened(question: str, groups: Sequence[Sequence[str]]) -> str:
    said = set(stems(question))
    more = [group for group in groups if any(said.issuperset(own) for word in group if (own := stems(word)))]
    return " ".join([question, *(word for group in more for word in group if not said.issuperset(stems(word)))])


def nouns_first(scorer: Scorer, profiles: Sequence[Profile], questions: Sequence[str]) -> Rows:
    """Ask with every noun (a German word with a capital) written often enough to weigh about three times a verb."""
    return scorer(profiles, [_nouns_repeated(question) for question in questions])


def _nouns_repeated(question: str) -> str:
    nouns = [word.text for word in words(question) if not word.joined and word.text[:1].isupper()]
    return " ".join([question, *nouns * (NOUN_TIMES - 1)])


def apart(scorer: Scorer, profiles: Sequence[Profile], questions: Sequence[str]) -> Rows:
    """Take compounds apart on both sides, the parts standing behind the text."""
    cut = [
        replace(one, evidence=tuple(replace(document, text=_with_parts(document.text)) for document in one.evidence))
        for one in profiles
    ]
    return scorer(cut, [_with_parts(question) for question in questions])


def _with_parts(text: str) -> str:
    parts = [part for word in words(text) if not word.joined for part in PLAIN.split(word.text)]
    return " ".join([text, *(part for part in parts if len(part) >= LEAST_PART)])


def filled_up(scorer: Scorer, profiles: Sequence[Profile], questions: Sequence[str]) -> Rows:
    """Count everybody as having at least six documents, the missing ones empty: one short line is no great expert."""
    full = [
        replace(
            one,
            evidence=(
                *one.evidence,
                *(Evidence(-place, "", "", 1.0) for place in range(1, LEAST_DOCUMENTS - len(one.evidence) + 1)),
            ),
        )
        for one in profiles
    ]
    return scorer(full, questions)


def bm25(profiles: Sequence[Profile], questions: Sequence[str]) -> Rows:
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

    return _best(profiles, [[score(stems(question), text) for text in texts] for question in questions])


def cosine(profiles: Sequence[Profile], questions: Sequence[str]) -> Rows:
    """Score by each actor's best document: cosine of tf-idf, idf = 1 + log((1 + N) / (1 + df)) as scikit-learn has it."""
    texts = [Counter(stems(document.text)) for one in profiles for document in one.evidence]
    holders = Counter(stem for text in texts for stem in text)

    def weighted(text: Counter[str]) -> dict[str, float]:
        rare = {stem: tf * (1 + math.log((1 + len(texts)) / (1 + holders[stem]))) for stem, tf in text.items()}
        norm = math.sqrt(math.fsum(value**2 for value in rare.values()))
        return {stem: value / norm for stem, value in rare.items()}

    vectors = [weighted(text) for text in texts]
    asked = [weighted(Counter(stems(question))) for question in questions]
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
    "BM25, less own mean": partial(less_mean, bm25),
    "ours, stems only": partial(less_mean, partial(stems_only, ours)),
    "ours, no damping": ours,
    HOUSE: partial(less_mean, ours),
    "ours, with the terms' synonyms": partial(less_mean, partial(with_synonyms, ours)),
    "ours, nouns first": partial(less_mean, partial(nouns_first, ours)),
    "ours, compounds apart": partial(less_mean, partial(apart, ours)),
    "ours, at least six documents": partial(less_mean, partial(filled_up, ours)),
    "ours, these three together": partial(less_mean, partial(nouns_first, partial(apart, partial(filled_up, ours)))),
}
"""Name of the row and who fills it; HOUSE is what the office sees: back-off and damping."""
