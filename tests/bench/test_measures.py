"""The measures of the quality bench against figures worked out by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.measures import Measured, loss, lost_by, measured, ndcg, place, shown

SOME_GRADES = st.lists(st.integers(0, 3), min_size=2, max_size=12)


def test_the_place_is_that_of_the_first_actor_judged_two_or_more() -> None:
    assert place([0.9, 0.5, 0.7, 0.1], [1, 2, 0, 3]) == 3


def test_equal_scores_count_against_the_scorer() -> None:
    assert place([0.5, 0.5, 0.5, 0.1], [0, 3, 1, 0]) == 3
    assert place([0.0, 0.0, 0.0], [2, 3, 0]) == 2


def test_without_a_right_actor_there_is_no_place() -> None:
    assert place([0.9, 0.5], [1, 0]) == math.inf


def test_ndcg_as_worked_out_by_hand() -> None:
    # Given: grades 1, 3, 0, 2 in this order. Gains 1, 7, 0, 3; the best order is 3, 2, 1, 0.
    found = 1 / 1 + 7 / math.log2(3) + 3 / math.log2(5)
    ideal = 7 / 1 + 3 / math.log2(3) + 1 / 2

    assert ndcg([0.9, 0.8, 0.7, 0.6], [1, 3, 0, 2]) == pytest.approx(found / ideal)


def test_ndcg_looks_no_deeper_than_it_is_told() -> None:
    assert ndcg([0.9, 0.8, 0.7], [0, 1, 3], depth=2) == pytest.approx((1 / math.log2(3)) / (7 + 1 / math.log2(3)))


def test_ndcg_puts_equal_scores_in_the_worst_order_and_knows_nothing_to_gain() -> None:
    assert ndcg([0.5, 0.5], [3, 0]) == pytest.approx(1 / math.log2(3))
    assert ndcg([0.9, 0.5], [0, 0]) == 0.0


def test_the_loss_of_one_actor_weighs_pairs_by_the_distance_of_their_grades() -> None:
    # Pairs of challenges: 3 and 0 right (3), 3 and 1 wrong (2), 0 and 1 right (1): 2 of 6.
    assert lost_by([0.5, 0.1, 0.9], [3, 0, 1]) == pytest.approx(2 / 6)


def test_an_equal_pair_is_half_wrong_and_equal_grades_say_nothing() -> None:
    assert lost_by([0.5, 0.5], [2, 0]) == 0.5
    assert lost_by([0.9, 0.1], [2, 2]) is None


def test_the_loss_is_the_mean_over_actors_who_say_something() -> None:
    scores = [[0.9, 0.1, 0.3], [0.2, 0.4, 0.8]]
    grades = [[3, 2, 1], [0, 0, 1]]

    assert loss(scores, grades) == pytest.approx((0 + 1) / 2)
    assert loss(scores, [[1, 1, 1], [1, 1, 1]]) == 0.0


def test_the_loss_does_not_feel_what_is_taken_from_an_actor_everywhere() -> None:
    grades = [[3, 0], [0, 2], [1, 1]]
    scores = [[0.5, 0.4], [0.4, 0.1], [0.2, 0.3]]

    assert loss([[one - 0.3, other + 5] for one, other in scores], grades) == pytest.approx(loss(scores, grades))


def test_shown_is_the_share_of_right_actors_with_a_score_above_nothing() -> None:
    assert shown([[0.1, 0.0, 0.4], [0.0, -0.2, 0.3]], [[3, 2, 1], [0, 2, 2]]) == pytest.approx(2 / 4)


def test_all_measures_of_two_challenges() -> None:
    # Places 1 and 2: MRR 3/4, both among five; the error is sqrt(((1/4)^2 + (1/4)^2) / 2 / 2).
    found = measured([[0.9, 0.1], [0.9, 0.1]], [[3, 0], [0, 3]])

    assert found == Measured(
        mrr=0.75,
        hit=1.0,
        ndcg=(1 + 1 / math.log2(3)) / 2,
        loss=0.5,
        shown=1.0,
        error=math.sqrt(0.25**2 / 2),
    )


def test_a_right_actor_in_the_sixth_place_is_no_hit() -> None:
    grades = [[0, 0, 0, 0, 0, 2]]

    assert measured([[6, 5, 4, 3, 2, 1]], grades).hit == 0.0
    assert measured([[6, 5, 4, 3, 1, 2]], grades).hit == 1.0


def test_nothing_to_measure_is_an_error() -> None:
    with pytest.raises(ValueError, match="no challenge"):
        measured([], [])


@given(SOME_GRADES)
def test_a_scorer_that_knows_the_grades_loses_nothing(grades: list[int]) -> None:
    scores = [float(grade) for grade in grades]

    assert place(scores, grades) == (1.0 if max(grades) >= 2 else math.inf)
    assert ndcg(scores, grades) == pytest.approx(1.0 if max(grades) else 0.0)
    assert lost_by(scores, grades) in (0.0, None)


@given(SOME_GRADES)
def test_a_scorer_that_says_the_same_of_all_is_at_chance(grades: list[int]) -> None:
    assert lost_by([0.0] * len(grades), grades) in (0.5, None)
