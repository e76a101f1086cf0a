"""Maße: counted stones, the share that agrees, and how united a room is; every figure with its source.

Agreement is the share of the two upper stones among those laid; "Dazu sage ich nichts" is never in n. Shares and A are
computed in fractions, so no rounding decides a verdict.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

KINDS_LEAST = 3


@dataclass(frozen=True)
class Counts:
    """Gezählte Steine einer These, from gold to tar, and how many said nothing; each 0 or more (else ValueError)."""

    gold: int
    amber: int
    pebble: int
    slate: int
    tar: int
    passed: int = 0

    def __post_init__(self) -> None:
        """Refuse counts below zero."""
        if min(*self.stones, self.passed) < 0:
            raise ValueError("a count is below zero")

    @property
    def stones(self) -> tuple[int, int, int, int, int]:
        """The five counts as people see them, gold first."""
        return self.gold, self.amber, self.pebble, self.slate, self.tar

    @property
    def n(self) -> int:
        """How many stones were laid; who said nothing is not among them."""
        return sum(self.stones)

    @property
    def up(self) -> int:
        """How many agree."""
        return self.gold + self.amber

    @property
    def down(self) -> int:
        """How many disagree."""
        return self.slate + self.tar


def agreement(counts: Counts) -> Fraction | None:
    """Return the share of gold and amber among the stones laid, 0 to 1; None without a stone."""
    return Fraction(counts.up, counts.n) if counts.n else None


def unity(stones: Sequence[int]) -> Fraction | None:
    """Return A for K >= 3 ordered counts, -1 (two poles), 0 (flat), 1 (one stone); None without a stone, ValueError below K = 3.

    Source: van der Eijk (2001), Measuring Agreement in Ordered Rating Scales, Quality & Quantity 35(3):325-341.

    The counts are taken apart into layers: each time the smallest count left, from every kind that still has some.
    A is the mean of the layers' own agreement, weighted by the stones in them.
    """
    if len(stones) < KINDS_LEAST:
        raise ValueError("unity needs at least three kinds of stones")
    left, n, whole = list(stones), sum(stones), Fraction(0)
    while any(left):
        smallest = min(count for count in left if count)
        pattern = tuple(bool(count) for count in left)
        whole += Fraction(smallest * sum(pattern), n) * _layer(pattern)
        left = [count - smallest if count else 0 for count in left]
    return whole if n else None


def _layer(pattern: tuple[bool, ...]) -> Fraction:
    """Return the agreement of one layer (formulas 1 and 2 of van der Eijk): 1 for one kind, 0 when all kinds are there."""
    kinds, there = len(pattern), sum(pattern)
    if there in {1, kinds}:
        return Fraction(int(there == 1))
    triples = list(combinations(pattern, 3))
    unimodal = triples.count((True, True, False)) + triples.count((False, True, True))
    bimodal = triples.count((True, False, True))
    shape = Fraction((kinds - 2) * unimodal - (kinds - 1) * bimodal, (kinds - 2) * (unimodal + bimodal))
    return shape * (1 - Fraction(there - 1, kinds - 1))


def polarisation(stones: Sequence[int]) -> Fraction | None:
    """Return (1 - A) / 2: 0 one stone, 0.5 flat, 1 two poles; None without a stone.

    Source: D. Ruedin, agrmt (package for R), polarization(): van der Eijk's A turned round.
    """
    measured = unity(stones)
    return None if measured is None else (1 - measured) / 2


def consensus(stones: Sequence[int]) -> float | None:
    """Return Cns for K >= 2 ordered counts, 0 (two poles) to 1 (one stone); None without a stone, ValueError below K = 2.

    1 + sum of p_i log2(1 - |i - mean| / (K - 1)). Unlike A it moves with a single stone far away and is not 0 where the
    stones lie flat, so it stands beside A and decides nothing. Source: Tastle and Wierman (2007), Consensus and Dissention:
    A Measure of Ordinal Dispersion, International Journal of Approximate Reasoning 45(3):531-545.
    """
    if len(stones) < KINDS_LEAST - 1:
        raise ValueError("consensus needs at least two kinds of stones")
    n = sum(stones)
    if not n:
        return None
    mean = sum(place * count for place, count in enumerate(stones)) / n
    apart = len(stones) - 1
    return 1 + math.fsum(
        count / n * math.log2(1 - abs(place - mean) / apart) for place, count in enumerate(stones) if count
    )
