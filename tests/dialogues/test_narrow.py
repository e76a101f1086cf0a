"""Knapp by resampling: the same on every machine, judged by the same rules, quick enough for a page."""

from __future__ import annotations

import time
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.agreement import Counts, is_narrow, resampling, unity
from dialogues.agreement.verdicts import REASONS, verdict


def agreement_of(row: list[int]) -> Fraction:
    """Return A of stones that lie."""
    measured = unity(row)
    assert measured is not None
    return measured


some_stones = st.lists(st.integers(0, 40), min_size=5, max_size=5).filter(any)


@given(st.lists(some_stones, min_size=1, max_size=20))
def test_draws_are_judged_by_the_very_rules_of_the_verdict(rows: list[list[int]]) -> None:
    said = resampling.are_red(np.array(rows))
    assert list(said) == [verdict(Counts(*row), 1) in REASONS for row in rows]


def test_the_same_stones_are_drawn_the_same() -> None:
    counts = Counts(6, 5, 3, 6, 5)
    assert {resampling.staying(counts) for _ in range(3)} == {resampling.staying(Counts(6, 5, 3, 6, 5, 7))}


@pytest.mark.parametrize(
    ("stones", "narrow"),
    [
        ((6, 5, 3, 6, 5), True),
        ((10, 2, 1, 3, 8), False),
        ((40, 0, 0, 0, 40), False),
        ((0, 0, 0, 0, 25), False),
        ((3, 1, 3, 1, 1), False),
        ((20, 5, 0, 0, 0), False),
    ],
)
def test_only_a_red_that_could_have_been_otherwise_is_narrow(stones: tuple[int, ...], *, narrow: bool) -> None:
    assert is_narrow(Counts(*stones)) is narrow


@pytest.mark.parametrize(
    ("shares", "n", "least", "most"),
    [
        ((0.4, 0.1, 0, 0.1, 0.4), 8, 0.54, 0.62),
        ((0.4, 0.1, 0, 0.1, 0.4), 12, 0.71, 0.79),
        ((0.4, 0.1, 0, 0.1, 0.4), 20, 0.86, 0.92),
        ((0.4, 0.1, 0, 0.1, 0.4), 40, 0.94, 0.98),
        ((0.2, 0.2, 0.2, 0.2, 0.2), 20, 0.14, 0.25),
        ((0.05, 0.2, 0.5, 0.2, 0.05), 20, 0, 0.02),
        ((0.5, 0.3, 0.1, 0.07, 0.03), 20, 0, 0.02),
    ],
)
def test_two_camps_are_called_so_as_often_as_published(
    shares: tuple[float, ...], n: int, least: float, most: float
) -> None:
    drawn = np.random.default_rng(2000).multinomial(n, shares, size=2000)
    below = [agreement_of(row) < 0 for row in drawn.tolist()]
    assert least <= sum(below) / len(below) <= most


def test_ten_theses_of_five_hundred_stones_take_no_time() -> None:
    rows = [Counts(*stones) for stones in np.random.default_rng(7).multinomial(500, [0.2] * 5, size=10).tolist()]
    resampling.staying(rows[0])
    taken = []
    for _ in range(3):
        began = time.process_time()
        for counts in rows:
            resampling.staying(counts)
        taken.append(time.process_time() - began)
    assert min(taken) < 0.05
