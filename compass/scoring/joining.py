"""From documents to actors: an actor's best documents count most, and a short list of them no more than a long one."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from compass.scoring.spaces import Vector

DECAY: Final = 0.85
LEAST: Final = 6
"""Everybody is divided by the decays of so many documents at least: one short line is no great expert."""


class Joining:
    """Which documents belong to which actor, in the order of the actors (n documents, m actors)."""

    def __init__(self, sizes: list[int]) -> None:
        """Take how many documents each actor has, in their order."""
        self.sizes = np.asarray(sizes, dtype=np.int64)
        self.starts = np.concatenate([[0], np.cumsum(self.sizes)])
        self.owner = np.repeat(np.arange(len(sizes)), self.sizes)
        most = max([LEAST, *sizes])
        self._decays = DECAY ** np.arange(most)
        self._whole = np.cumsum(self._decays)[np.maximum(self.sizes, LEAST) - 1]

    def factors(self, scores: Vector) -> Vector:
        """Return by what each document's score s >= 0 counts (n,): r^(place among the actor's) / sum of the decays.

        S(q, a) = sum_i r^(i-1) s(q, d_(i)) / sum_i r^(i-1), documents sorted by s, r = 0.85: between "all documents" and
        "the best document" of expert search (K. Balog et al., "Expertise retrieval", Foundations and Trends in
        Information Retrieval 6, 2012).
        """
        some = np.flatnonzero(scores)
        order = some[np.lexsort((some, -scores[some], self.owner[some]))]
        owner = self.owner[order]
        first = np.searchsorted(owner, owner, side="left")
        found = np.zeros(len(scores))
        found[order] = self._decays[np.arange(len(order)) - first] / self._whole[owner]
        return found

    def sums_of(self, values: Vector) -> Vector:
        """Return the sums of the values of each actor's documents (m,)."""
        return np.bincount(self.owner, weights=values, minlength=len(self.sizes)).astype(np.float64)

    def sums(self, rows: Any) -> Any:  # noqa: ANN401 - sparse matrices
        """Return the sums of the rows of each actor's documents (m, V)."""
        shape = (len(self.sizes), len(self.owner))
        together = sp.csr_matrix((np.ones(len(self.owner)), np.arange(len(self.owner)), self.starts), shape=shape)
        return together @ rows

    def span(self, place: int) -> NDArray[np.int64]:
        """Return the numbers of an actor's documents."""
        return np.arange(self.starts[place], self.starts[place + 1])
