"""Andere Maße: what else is computed of stones elsewhere; stands on the page of formulas for comparison, decides nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence

HALF = 0.5
SENSITIVITY = 1.6
"""Esteban and Ray's alpha at its upper end: polarisation as far from inequality as it goes."""


def mean(stones: Sequence[int]) -> float:
    """Return the mean place of K counts, 1 to K from the first one on; at least one stone."""
    return sum(place * count for place, count in enumerate(stones, start=1)) / sum(stones)


def leik(stones: Sequence[int]) -> float:
    """Return dispersion D of K >= 2 ordered counts, 0 (one stone) to 1 (two poles); at least one stone.

    Source: Leik (1966), A Measure of Ordinal Consensus, Pacific Sociological Review 9(2):85-90.
    """
    n, far, below = sum(stones), 0.0, 0
    for count in stones[:-1]:
        below += count
        share = below / n
        far += share if share <= HALF else 1 - share
    return 2 * far / (len(stones) - 1)


def spread(stones: Sequence[int]) -> float:
    """Return the variance by its largest value, ((K - 1) / 2)^2: 0 (one stone) to 1 (two poles); at least one stone.

    Source of the largest value: Popoviciu (1935), Mathematica 9:129-145.
    """
    middle, n = mean(stones), sum(stones)
    variance = sum(count * (place - middle) ** 2 for place, count in enumerate(stones, start=1)) / n
    return variance / ((len(stones) - 1) ** 2 / 4)


def polarised(stones: Sequence[int]) -> float:
    """Return polarisation, 0 (one stone) to 1 (two equal poles), the sum of p_i^2.6 p_j |i - j| by its value for two poles.

    Source: Esteban and Ray (1994), On the Measurement of Polarization, Econometrica 62(4):819-851.
    """
    n, apart = sum(stones), len(stones) - 1
    shares = [count / n for count in stones]
    power = 1 + SENSITIVITY
    whole = math.fsum(
        math.pow(here, power) * there * abs(i - j) for i, here in enumerate(shares) for j, there in enumerate(shares)
    )
    return whole / (2 * math.pow(HALF, power) * HALF * apart)


def toward(stones: Sequence[int], place: int) -> float:
    """Return how near K counts lie to one place (1 to K), 0 to 1; at least one stone.

    1 + sum of p_i log2(1 - |i - place| / (2 (K - 1))). Source: Tastle and Wierman (2007), as in measures.consensus.
    """
    n, apart = sum(stones), 2 * (len(stones) - 1)
    return 1 + math.fsum(
        count / n * math.log2(1 - abs(i - place) / apart) for i, count in enumerate(stones, start=1) if count
    )
