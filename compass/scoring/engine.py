"""All documents of all actors made ready for questions: scores of everybody, and of one actor every summand.

    s(q, d) = sum_t q(t) w(t, d) + COSINE cos(q, d)                                   (spaces.py, questions.py)
    S(q, a) = joined s of the actor's documents, each times its weight (joining.py) + WHOLE(C) sum_t q(t) w(t, a)

w(t, a) is the evidence of all that an actor says taken as one document: the shorter the documents, the more it counts,
WHOLE(C) = 0.8 (12 / (12 + mean length in words))^2. How the weights were found: docs/decisions/0019-whom-to-ask.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import scipy.sparse as sp

from compass.scoring import questions
from compass.scoring.alike import Lookalikes
from compass.scoring.bridges import ALL, Bridges
from compass.scoring.joining import Joining
from compass.scoring.phrases import Phrases
from compass.scoring.questions import Asked
from compass.scoring.spaces import SMOOTHING, Counts, Space, Vector, flattened, idf_of
from compass.scoring.words import Reader, Said, counted, mostly_english, shown_for
from core.search.wordbook import PLAIN, Wordbook

COSINE: Final = 1.5
WHOLE: Final = 0.8
SHORT: Final = 12.0
REMEMBERED: Final = 2_000
LONG: Final = 20.0
"""Words of a document from which on a question is widened by the best documents."""


@dataclass(frozen=True)
class Summand:
    """What a term gives through one document (its number): points; `added` are terms that the best documents brought."""

    term: str
    document: int
    points: float
    added: bool


@dataclass(frozen=True)
class Held:
    """A question held against every document: its vectors for evidence and for cosine (V,), s(q, d) and its factor (n,)."""

    question: Asked
    words: Vector
    cosine: Vector
    documents: Vector
    factors: Vector


class Engine:
    """Documents (n) of actors (m), given as each actor's texts with their weights in (0, 1]; never changes."""

    def __init__(
        self,
        texts: Sequence[str],
        weights: Sequence[float],
        sizes: list[int],
        past: Sequence[str] = (),
        *,
        wordbook: Wordbook = PLAIN,
        bridges: Bridges = ALL,
    ) -> None:
        """Read and weigh everything; `sizes` says how many of the texts belong to each actor, in their order."""
        english = mostly_english([*texts, *past])
        self.reader = Reader(wordbook, english=english, compounds=bridges.compounds)
        self._same, self._bridges, self._phrases = wordbook.others, bridges, Phrases(wordbook.same)
        read = [self.reader.read(text) for text in texts]
        lengths = [sum(word.times for word in said) for said in read]
        mean = math.fsum(lengths) / max(1, len(lengths))
        self.joining = Joining(sizes)
        self._weights = np.asarray(weights, dtype=np.float64)
        self._whole = WHOLE * (SHORT / (SHORT + mean)) ** 2
        self.space = _space(list(map(counted, read)), [counted(self.reader.read(text)) for text in past])
        self._alike = Lookalikes(self.space.terms).of
        self._evidence = self.space.evidence()
        self._cosine, self._idf = self.space.cosine()
        self._of_actor = self.space.evidence(self.joining.sums(self.space.counts))
        self._written = lru_cache(maxsize=REMEMBERED)(lambda text: shown_for(self.reader.read(text)))
        self._wide = _shares_of(self.space.counts) if mean >= LONG else None

    def scores(self, held: Held) -> Vector:
        """Return S(q, a) of every actor (m,), >= 0."""
        whole: Vector = self._of_actor @ held.words
        return self.joining.sums_of(held.documents * held.factors) + self._whole * whole

    def summands(self, held: Held, place: int) -> Iterator[Summand]:
        """Yield every summand of one actor's score; they sum to it."""
        span = self.joining.span(place)
        for number in span:
            factor = held.factors[number] * self._weights[number]
            for matrix, vector, times in (
                (self._evidence, held.words, factor),
                (self._cosine, held.cosine, COSINE * factor),
            ):
                for column, points in _row(matrix, number, vector, times):
                    yield self._summand(held.question, column, number, points)
        said = self._said(span, held.words)
        for column, points in _row(self._of_actor, place, held.words, self._whole):
            whole = math.fsum(times for _, times in said[column])
            for number, times in said[column]:
                yield self._summand(held.question, column, number, points * times / whole)

    def _said(self, span: Iterable[int], asked: Vector) -> dict[int, list[tuple[int, float]]]:
        """Return for each column that is asked for which of some documents say it, and how often."""
        counts, found = self.space.counts, dict[int, list[tuple[int, float]]]()
        for number in span:
            start, end = counts.indptr[number], counts.indptr[number + 1]
            columns = counts.indices[start:end]
            for at in np.flatnonzero(asked[columns]):
                found.setdefault(int(columns[at]), []).append((int(number), float(counts.data[start + at])))
        return found

    def _summand(self, question: Asked, column: int, number: int, points: float) -> Summand:
        term = self.space.terms[column]
        return Summand(term, int(number), points, term not in question.origins)

    def ideal(self, question: Asked) -> float:
        """Return s of a document that says exactly the question (>= 0), a measure to read scores by."""
        plain = counted(question.said)
        length, asked = math.fsum(plain.values()), questions.shares(plain)
        shares = (
            asked[term] * math.log1p((1 - SMOOTHING) / SMOOTHING * times / length / self.space.share(term))
            for term, times in plain.items()
        )
        return math.fsum(shares) + COSINE if plain else 0.0

    def knows(self, word: Said) -> bool:
        """Tell whether any document has a word, one for the same or one that looks alike."""
        if word.stem in self.space.places:
            return True
        standing = questions.standing_for(word.stem, self._same, self._alike, self._bridges, german=word.german)
        return any(term in self.space.places for term, _ in standing)

    def written(self, text: str) -> Mapping[str, str]:
        """Return how each term of a document is written there."""
        return self._written(text)

    def hold(self, text: str, title: str = "") -> Held:
        """Hold a question against every document; the words of its title count once more."""
        said = self.reader.read(text, again=title)
        question = questions.asked(
            said, self.space.places, self._same, self._alike, self._bridges, phrases=self._phrases
        )
        words = self.space.vector(question.shares)
        plain = self._evidence @ words
        if self._wide is not None:
            words = questions.widened(words, plain, self.space, self._wide)
            plain = self._evidence @ words
        cosine = self._asked_cosine(question.counts)
        documents = (plain + COSINE * (self._cosine @ cosine)) * self._weights
        return Held(question, words, cosine, documents, self.joining.factors(documents))

    def _asked_cosine(self, counts: Counts) -> Vector:
        """Return the tf-idf vector of a question over the known terms; the unknown ones count in its length."""
        if not counts:
            return np.zeros(len(self.space.places))
        weights = flattened(np.fromiter(counts.values(), dtype=np.float64, count=len(counts)))
        never = float(idf_of(0, len(self.space)))
        idf = [self._idf[at] if (at := self.space.places.get(term)) is not None else never for term in counts]
        weights = weights * np.array(idf)
        return self.space.vector(dict(zip(counts, (weights / np.linalg.norm(weights)).tolist(), strict=True)))


def _space(counts: Sequence[Counts], past: Sequence[Counts]) -> Space:
    """Weigh documents; earlier questions belong to the collection too, all together no heavier than the documents."""
    found: dict[str, float] = {}
    for one in past:
        for term, times in one.items():
            found[term] = found.get(term, 0.0) + times
    mine, theirs = (math.fsum(math.fsum(one.values()) for one in some) for some in (counts, past))
    share = min(1.0, mine / theirs) if theirs else 1.0
    return Space(counts, {term: times * share for term, times in sorted(found.items())})


def _shares_of(counts: Any) -> Any:  # noqa: ANN401 - sparse matrices
    """Return P(t|d): each row divided by its sum."""
    rows = sp.csr_matrix(counts, dtype=np.float64)
    lengths = np.asarray(rows.sum(axis=1)).ravel()
    rows.data = rows.data / np.repeat(np.where(lengths > 0, lengths, 1.0), np.diff(rows.indptr))
    return rows


def _row(matrix: Any, number: int, vector: Vector, times: float) -> Iterator[tuple[int, float]]:  # noqa: ANN401 - a sparse matrix
    """Yield the columns of a row that the question asks for, with their points."""
    start, end = matrix.indptr[number], matrix.indptr[number + 1]
    columns = matrix.indices[start:end]
    points = matrix.data[start:end] * vector[columns] * times
    for at in np.flatnonzero(points):
        yield int(columns[at]), float(points[at])
