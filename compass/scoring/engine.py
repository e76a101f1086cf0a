"""All documents of all actors made ready for questions: scores of everybody, and of one actor every summand.

    s(q, d) = sum_t q(t) w(t, d) + COSINE cos(q, d)                                   (spaces.py, questions.py)
    S(q, a) = joined s of the actor's documents, each times its weight (joining.py) + WHOLE(C) sum_t q(t) w(t, a)

w(t, a) is the evidence of all that an actor says taken as one document: the shorter the documents, the more it counts,
WHOLE(C) = 0.6 x 12 / (12 + mean length in words). How the weights were found: docs/decisions/0017-whom-to-ask.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import scipy.sparse as sp

from compass.scoring import questions
from compass.scoring.alike import Lookalikes
from compass.scoring.joining import Joining
from compass.scoring.questions import Asked
from compass.scoring.spaces import SMOOTHING, Counts, Space, Vector, flattened, idf_of
from compass.scoring.words import Reader, counted, mostly_english
from core.search.wordbook import PLAIN, Wordbook

COSINE: Final = 1.5
WHOLE: Final = 0.6
SHORT: Final = 12.0
LONG: Final = 40.0
"""Words of a document from which on a question is widened by the best documents."""


@dataclass(frozen=True)
class Summand:
    """What a term gives through one document (its number): points; `added` are terms that the best documents brought."""

    term: str
    document: int
    points: float
    added: bool


@dataclass(frozen=True)
class _Held:
    """A question as vectors for evidence and for cosine (V,), and s(q, d) of every document (n,)."""

    words: Vector
    cosine: Vector
    documents: Vector


class Engine:
    """Documents (n) of actors (m), given as each actor's texts with their weights in (0, 1]; never changes."""

    def __init__(
        self,
        texts: Sequence[str],
        weights: Sequence[float],
        sizes: list[int],
        past: Sequence[str] = (),
        wordbook: Wordbook = PLAIN,
    ) -> None:
        """Read and weigh everything; `sizes` says how many of the texts belong to each actor, in their order."""
        self.reader = Reader(wordbook, english=mostly_english([*texts, *past]))
        self._same = wordbook.others
        read = [self.reader.read(text) for text in texts]
        lengths = [sum(word.times for word in said) for said in read]
        mean = math.fsum(lengths) / max(1, len(lengths))
        self.joining = Joining(sizes)
        self._weights = np.asarray(weights, dtype=np.float64)
        self._whole = WHOLE * SHORT / (SHORT + mean)
        self.space = _space(list(map(counted, read)), [counted(self.reader.read(text)) for text in past])
        self._alike = Lookalikes(self.space.terms).of
        self._evidence = self.space.evidence()
        self._cosine, self._idf = self.space.cosine()
        self._of_actor = self.space.evidence(self.joining.sums(self.space.counts))
        self._wide = _shares_of(self.space.counts) if mean >= LONG else None

    def asked(self, text: str, title: str = "") -> Asked:
        """Read a question; the words of its title count twice."""
        return questions.asked(self.reader.read(text, again=title), self.space.places, self._same, self._alike)

    def scores(self, question: Asked) -> Vector:
        """Return S(q, a) of every actor (m,), >= 0."""
        held = self._held(question)
        return self.joining.join(held.documents) + self._whole * (self._of_actor @ held.words)

    def summands(self, question: Asked, places: Sequence[int]) -> list[list[Summand]]:
        """Return every summand of some actors' scores; those of one sum to its score."""
        held = self._held(question)
        factors = self.joining.factors(held.documents) * self._weights
        return [list(self._summands(question, held, factors, place)) for place in places]

    def _summands(self, question: Asked, held: _Held, factors: Vector, place: int) -> Iterator[Summand]:
        span = self.joining.span(place)
        for number in span:
            for matrix, vector, times in (
                (self._evidence, held.words, factors[number]),
                (self._cosine, held.cosine, COSINE * factors[number]),
            ):
                for column, points in _row(matrix, number, vector, times):
                    yield self._summand(question, column, number, points)
        mine = self.space.counts[span[0] : span[-1] + 1].tocsc() if len(span) else None
        for column, points in _row(self._of_actor, place, held.words, self._whole):
            said = mine[:, column].toarray().ravel()  # type: ignore[index]  # who has a column has documents
            for at in np.flatnonzero(said):
                yield self._summand(question, column, span[at], points * float(said[at] / said.sum()))

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

    def knows(self, stem: str) -> bool:
        """Tell whether any document has a word, one for the same or one that looks alike."""
        standing = (*self._same(stem), *questions.near(stem))
        return any(term in self.space.places for term in (stem, *standing)) or bool(self._alike(stem))

    def _held(self, question: Asked) -> _Held:
        """Hold a question against every document."""
        words = self.space.vector(question.shares)
        plain = self._evidence @ words
        if self._wide is not None:
            words = questions.widened(words, plain, self.space, self._wide)
            plain = self._evidence @ words
        cosine = self._asked_cosine(question.counts)
        return _Held(words, cosine, (plain + COSINE * (self._cosine @ cosine)) * self._weights)

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
