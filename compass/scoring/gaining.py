"""What actors gain from those they are tied to, so that an organisation is found through its people (recipe 4.6 a)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np

from compass.scoring.spaces import Vector


class Ties(Protocol):
    """Who is tied to whom (compass/networked.py)."""

    def reach(self, by_actor: Mapping[int, float], /) -> Mapping[int, float]:
        """Return g times the mean score (>= 0) of each actor's neighbours, by id; g = 0.1."""

    def reached_through(self, number: int, by_actor: Mapping[int, float], /) -> Sequence[tuple[int, float]]:
        """Return what each neighbour adds to an actor's reach, as (id, points); they sum to it."""


class Gained:
    """The gains of all actors for one question."""

    def __init__(self, ties: Ties, ids: Sequence[int], scores: Vector) -> None:
        """Take everybody's score before the damping, in the order of ids; one below 0 adds nothing to a neighbour."""
        self._ties = ties
        self._scores = {number: float(score) for number, score in zip(ids, scores, strict=True) if score > 0}
        found = ties.reach(self._scores)
        self.points: Vector = np.array([found.get(number, 0.0) for number in ids])

    def through(self, number: int) -> Sequence[tuple[int, float]]:
        """Return from whom an actor gains how much."""
        return self._ties.reached_through(number, self._scores)
