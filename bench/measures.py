"""How good a ranking is: measures over grades (0 to 3) and scores, a row a challenge and a column an actor. Pure.

Equal scores are counted against the scorer: a right actor stands behind all that score the same, so that a scorer that
knows nothing of most actors gains nothing by the order they happen to have. In the loss an equal pair is half wrong.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

RIGHT: Final = 2
HIT: Final = 5
GAIN: Final = 10
Rows = Sequence[Sequence[float]]
Grades = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Measured:
    """What one scorer reached: all in 0..1, `loss` the less the better; `error` is the standard error of `mrr`."""

    mrr: float
    hit: float
    ndcg: float
    loss: float
    shown: float
    error: float


def measured(scores: Rows, grades: Grades) -> Measured:
    """Measure a scorer; ValueError without a challenge."""
    if not scores:
        raise ValueError("no challenge")
    places = [place(*pair) for pair in zip(scores, grades, strict=True)]
    reciprocal = [1 / one for one in places]
    mrr = mean(reciprocal)
    return Measured(
        mrr=mrr,
        hit=mean([float(one <= HIT) for one in places]),
        ndcg=mean([ndcg(*pair) for pair in zip(scores, grades, strict=True)]),
        loss=loss(scores, grades),
        shown=shown(scores, grades),
        error=math.sqrt(mean([(one - mrr) ** 2 for one in reciprocal]) / len(reciprocal)),
    )


def place(scores: Sequence[float], grades: Sequence[int]) -> float:
    """Return the place of the first right actor (grade >= 2), from 1; infinity without one.

    Its reciprocal, in the mean over challenges, is the MRR (E. Voorhees, TREC-8, 1999).
    """
    right = [score for score, grade in zip(scores, grades, strict=True) if grade >= RIGHT]
    if not right:
        return math.inf
    best = max(right)
    wrong = sum(score >= best and grade < RIGHT for score, grade in zip(scores, grades, strict=True))
    return float(wrong + 1)


def ndcg(scores: Sequence[float], grades: Sequence[int], depth: int = GAIN) -> float:
    """Return nDCG at a depth, 0..1: gain 2^grade - 1, discount log2(place + 1).

    K. Järvelin, J. Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (ACM TOIS 20, 2002), with the gain of
    C. Burges et al. (ICML 2005). 0 where nothing is to be gained.
    """
    order = sorted(zip(scores, grades, strict=True), key=lambda one: (-one[0], one[1]))
    ideal = _gained(sorted(grades, reverse=True)[:depth])
    return _gained([grade for _, grade in order[:depth]]) / ideal if ideal else 0.0


def _gained(grades: Sequence[int]) -> float:
    return math.fsum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def loss(scores: Rows, grades: Grades) -> float:
    """Return the mean over actors of the share of challenge pairs put in the wrong order, weighted by the grades' distance.

    0 is perfect, 0.5 chance. Asks the other way round: of two challenges, for which is this actor the better one? An
    actor whose grades are all the same says nothing and is left out; 0 where all are.
    """
    losses = [
        lost for one in zip(zip(*scores, strict=True), zip(*grades, strict=True), strict=True)
        if (lost := lost_by(*one)) is not None
    ]  # fmt: skip
    return mean(losses) if losses else 0.0


def lost_by(scores: Sequence[float], grades: Sequence[int]) -> float | None:
    """Return the loss of one actor over challenges, 0..1; None where no two of its grades differ."""
    wrong, whole = 0.0, 0
    for (score, grade), (other, theirs) in combinations(zip(scores, grades, strict=True), 2):
        distance = grade - theirs
        agrees = (score - other) * distance
        whole += abs(distance)
        wrong += abs(distance) * (0.5 if score == other else float(agrees < 0))
    return wrong / whole if whole else None


def shown(scores: Rows, grades: Grades) -> float:
    """Return the share of all right actors whose score is above 0: those that a list without an end would show."""
    right = [
        score > 0
        for row, judged in zip(scores, grades, strict=True)
        for score, grade in zip(row, judged, strict=True)
        if grade >= RIGHT
    ]
    return mean([float(one) for one in right]) if right else 0.0


def mean(values: Sequence[float]) -> float:
    """Return the mean."""
    return math.fsum(values) / len(values)
