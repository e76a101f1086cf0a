"""Documents as rows of sparse matrices, and what each is worth for a weighted question.

Two weights over the same counts, both sums over terms, so that each summand explains itself:

- *evidence* (K. Balog, L. Azzopardi, M. de Rijke, "A language modeling framework for expert finding", Information
  Processing and Management 45, 2009, with Jelinek-Mercer smoothing, C. Zhai, J. Lafferty, SIGIR 2001):
  w(t, d) = log(1 + (1 - L) tf(t, d) / |d| / (L p(t|C))), L = 0.8, in [0, inf)
- *cosine* of tf-idf, idf = 1 + log((1 + N) / (1 + df)), a document's and a question's vectors of length 1, in [0, 1]

p(t|C) is the term's share of all words of the collection C, each count raised by 0.5. To C belong, besides the documents,
the questions asked before (`background`): "möchten" and "suchen" are rare in what people say of themselves and common in
what is asked, and so tell little.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

SMOOTHING: Final = 0.8
RAISED: Final = 0.5
Vector = NDArray[np.float64]
Counts = Mapping[str, float]


class Space:
    """Counts of documents over terms: a row a document (n), a column a term in the order of its letters (V)."""

    def __init__(self, counts: Sequence[Counts], background: Counts | None = None) -> None:
        """Take the counts, all > 0; `background` are counts of the collection beyond the documents."""
        more = background or {}
        self.terms = sorted({term for one in counts for term in one})
        self.places = {term: place for place, term in enumerate(self.terms)}
        self.counts = _matrix(counts, self.places)
        said = np.asarray(self.counts.sum(axis=0)).ravel()
        for term, times in more.items():
            if (place := self.places.get(term)) is not None:
                said[place] += times
        strangers = [times for term, times in more.items() if term not in self.places]
        self._mass = said.sum() + sum(strangers) + RAISED * (len(self.places) + len(strangers) + 1)
        self.common: Vector = (said + RAISED) / self._mass
        self._strange = {term: (times + RAISED) / self._mass for term, times in more.items()}

    def __len__(self) -> int:
        """Return how many documents there are."""
        return int(self.counts.shape[0])

    def share(self, term: str) -> float:
        """Return p(t|C), in (0, 1); a term that nobody wrote counts as half a word."""
        place = self.places.get(term)
        if place is None:
            return float(self._strange.get(term, RAISED / self._mass))
        return float(self.common[place])

    def vector(self, weights: Counts) -> Vector:
        """Return a question's weights as a vector (V,); terms that no document has fall away."""
        found = np.zeros(len(self.places))
        for term, weight in weights.items():
            if (place := self.places.get(term)) is not None:
                found[place] = weight
        return found

    def evidence(self, counts: Any = None) -> Any:  # noqa: ANN401 - a sparse matrix
        """Return w(t, d) as a sparse matrix (n, V) of these documents, or of other rows over the same terms."""
        rows = sp.csr_matrix(self.counts if counts is None else counts, dtype=np.float64)
        lengths = np.asarray(rows.sum(axis=1)).ravel()
        spread = np.repeat(np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0), np.diff(rows.indptr))
        rows.data = np.log1p((1 - SMOOTHING) / SMOOTHING * rows.data * spread / self.common[rows.indices])
        return rows

    def cosine(self) -> tuple[Any, Vector]:
        """Return the documents' tf-idf vectors of length 1 as a sparse matrix (n, V), and idf (V,)."""
        rows = sp.csr_matrix(self.counts, dtype=np.float64)
        idf = idf_of(np.bincount(rows.indices, minlength=len(self.places)), len(self))
        rows.data = flattened(rows.data) * idf[rows.indices]
        norms = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
        rows.data /= np.repeat(np.where(norms > 0, norms, 1.0), np.diff(rows.indptr))
        return rows, idf


def flattened(counts: Vector) -> Vector:
    """Return 1 + log tf, so that the tenth time says little; parts of a word (below 1) as they are."""
    return np.where(counts >= 1, 1 + np.log(np.maximum(counts, 1)), counts)


def idf_of(holders: Any, documents: int) -> Vector:  # noqa: ANN401 - an array of whole numbers, or one
    """Return 1 + log((1 + N) / (1 + df)), >= 1."""
    return np.asarray(1 + np.log((1 + documents) / (1 + np.asarray(holders, dtype=np.float64))))


def _matrix(counts: Sequence[Counts], places: Mapping[str, int]) -> Any:  # noqa: ANN401 - a sparse matrix
    ends = np.cumsum([0, *map(len, counts)])
    columns = np.fromiter((places[term] for one in counts for term in one), dtype=np.int64, count=ends[-1])
    values = np.fromiter((times for one in counts for times in one.values()), dtype=np.float64, count=ends[-1])
    found = sp.csr_matrix((values, columns, ends), shape=(len(counts), len(places)))
    found.sort_indices()
    return found
