"""Agreement and unity against the published values, the twelve theses, and what must hold for any stones."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues import agreement
from dialogues.agreement import Counts, ThesisResult, Verdict

PUBLISHED = [
    ((30, 40, 210, 130, 530, 50, 10), 0.6113),
    ((0, 0, 20, 0, 0), 1.0),
    ((4, 4, 4, 4, 4), 0.0),
    ((10, 0, 0, 0, 10), -1.0),
    ((8, 2, 0, 2, 8), -0.6556),
    ((9, 1, 0, 1, 9), -0.8278),
    ((5, 0, 10, 0, 5), 0.0417),
    ((3, 5, 4, 5, 3), 0.0917),
    ((1, 2, 4, 8, 5), 0.4250),
    ((2, 2, 2, 4, 10), 0.4500),
    ((0, 0, 0, 8, 12), 0.8000),
    ((10, 10, 0, 0, 0), 0.7500),
    ((19, 0, 0, 0, 1), 0.8000),
    ((10, 0, 0, 0, 0, 10), -1.0),
    ((5, 5, 5, 5, 5, 5), 0.0),
]
TWELVE = [
    ((13, 8, 3, 1, 0, 0), (84, "0,66", "Einig dafür", "", False)),
    ((10, 2, 1, 3, 8, 1), (50, "−0,39", "Uneinig", "Uneinig", False)),
    ((5, 9, 6, 3, 1, 1), (58, "0,40", "Gemischt", "", False)),
    ((15, 6, 2, 1, 0, 1), (88, "0,73", "Einig dafür", "", False)),
    ((3, 4, 4, 8, 6, 0), (28, "0,24", "Wenig Zustimmung", "Wenig Zustimmung", False)),
    ((0, 1, 3, 8, 13, 0), (4, "0,66", "Einig dagegen", "Wenig Zustimmung", False)),
    ((16, 7, 2, 0, 0, 0), (92, "0,78", "Einig dafür", "", False)),
    ((9, 3, 1, 2, 9, 1), (50, "−0,56", "Uneinig", "Uneinig", False)),
    ((7, 10, 4, 3, 1, 0), (68, "0,44", "Einig dafür", "", False)),
    ((6, 5, 3, 6, 5, 0), (44, "−0,08", "Uneinig", "Uneinig", True)),
    ((0, 2, 2, 9, 12, 0), (8, "0,62", "Einig dagegen", "Wenig Zustimmung", False)),
    ((11, 9, 3, 1, 0, 1), (83, "0,63", "Einig dafür", "", False)),
]
stones = st.lists(st.integers(0, 300), min_size=5, max_size=5)
some_stones = stones.filter(any)


def shown(*counts: int) -> ThesisResult:
    return ThesisResult(1, 1, 1, "Eine These.", "Eine Frage?", Counts(*counts))


@pytest.mark.parametrize(("counts", "value"), PUBLISHED)
def test_unity_is_van_der_eijks_a(counts: tuple[int, ...], value: float) -> None:
    measured = agreement.unity(counts)
    assert measured is not None
    assert round(float(measured), 4) == value


@pytest.mark.parametrize(("counts", "expected"), TWELVE)
def test_the_twelve_theses_are_shown_as_written(counts: tuple[int, ...], expected: tuple[object, ...]) -> None:
    result = shown(*counts)
    assert (result.percent, result.unity_number, result.word, result.reason, result.narrow) == expected
    assert result.needs_talk == bool(result.reason)


def test_who_says_nothing_is_not_in_n() -> None:
    silent, plain = shown(10, 2, 1, 3, 8, 500), shown(10, 2, 1, 3, 8)
    assert (
        (silent.n, silent.agreement, silent.unity)
        == (plain.n, plain.agreement, plain.unity)
        == (
            24,
            Fraction(1, 2),
            agreement.unity((10, 2, 1, 3, 8)),
        )
    )


def test_few_stones_say_little_and_very_few_nothing() -> None:
    seven, four = shown(7, 0, 0, 0, 0), shown(4, 0, 0, 0, 0)
    assert (seven.word, seven.percent, seven.unity_number, len(seven.distribution)) == ("Zu wenige Stimmen", 100, "", 5)
    assert (four.word, four.percent, four.unity_number, four.distribution) == ("Zu wenige Stimmen", None, "", ())
    assert shown(8, 0, 0, 0, 0).word == "Einig dafür"


def test_no_stone_is_no_figure() -> None:
    assert agreement.agreement(Counts(0, 0, 0, 0, 0, 9)) is None
    assert agreement.unity((0, 0, 0, 0, 0)) is None
    assert agreement.polarisation((0, 0, 0, 0, 0)) is None
    assert shown(0, 0, 0, 0, 0, 9).verdict is Verdict.TOO_FEW


def test_what_is_no_count_is_refused() -> None:
    with pytest.raises(ValueError, match="below zero"):
        Counts(1, 2, 3, -1, 0)
    with pytest.raises(ValueError, match="three kinds"):
        agreement.unity((3, 4))


def test_two_camps_need_thirty_per_cent_each() -> None:
    assert agreement.verdict(Counts(50, 0, 20, 0, 30)) is Verdict.SPLIT
    assert agreement.verdict(Counts(51, 0, 20, 0, 29)) is not Verdict.SPLIT


def test_a_third_is_still_little_agreement() -> None:
    assert agreement.verdict(Counts(0, 10, 10, 10, 0)) is Verdict.LITTLE
    assert agreement.verdict(Counts(0, 11, 10, 9, 0)) is Verdict.MIXED


def test_the_bar_lies_around_the_middle() -> None:
    placed = shown(10, 2, 1, 3, 8).distribution
    pebble = placed[2]
    assert [part.key for part in placed] == ["gold", "amber", "pebble", "slate", "tar"]
    assert pebble.start + pebble.width / 2 == pytest.approx(0.5)
    assert sum(part.width for part in placed) == pytest.approx(0.5)


CONSENSUS = [
    ((30, 40, 210, 130, 530, 50, 10), 0.7257),
    ((0, 0, 20, 0, 0), 1.0),
    ((4, 4, 4, 4, 4), 0.4340),
    ((10, 0, 0, 0, 10), 0.0),
    ((8, 2, 0, 2, 8), 0.1170),
    ((9, 1, 0, 1, 9), 0.0585),
    ((5, 0, 10, 0, 5), 0.5),
    ((3, 5, 4, 5, 3), 0.4925),
    ((1, 2, 4, 8, 5), 0.5968),
    ((2, 2, 2, 4, 10), 0.4447),
    ((0, 0, 0, 8, 12), 0.8150),
    ((10, 10, 0, 0, 0), 0.8074),
    ((19, 0, 0, 0, 1), 0.7136),
    ((10, 0, 0, 0, 0, 10), 0.0),
    ((5, 5, 5, 5, 5, 5), 0.4445),
]


@pytest.mark.parametrize(("counts", "value"), CONSENSUS)
def test_consensus_is_tastle_and_wiermans(counts: tuple[int, ...], value: float) -> None:
    measured = agreement.consensus(counts)
    assert measured is not None
    assert round(measured, 4) == value


def test_consensus_of_nothing_and_of_one_kind() -> None:
    assert agreement.consensus((0, 0, 0, 0, 0)) is None
    with pytest.raises(ValueError, match="two kinds"):
        agreement.consensus((3,))


@given(some_stones)
def test_consensus_stays_between_two_poles_and_one_stone(counts: list[int]) -> None:
    measured, turned = agreement.consensus(counts), agreement.consensus(counts[::-1])
    assert measured is not None
    assert -1e-9 <= measured <= 1 + 1e-9
    assert measured == pytest.approx(turned)


@given(some_stones)
def test_unity_stays_between_two_poles_and_one_stone(counts: list[int]) -> None:
    measured, poles = agreement.unity(counts), agreement.polarisation(counts)
    assert measured is not None
    assert poles is not None
    assert -1 <= measured <= 1
    assert poles == (1 - measured) / 2
    assert 0 <= poles <= 1


@given(some_stones)
def test_the_mirror_image_is_as_united_and_agrees_the_other_way(counts: list[int]) -> None:
    turned = counts[::-1]
    assert agreement.unity(counts) == agreement.unity(turned)
    up, down = agreement.agreement(Counts(*counts)), agreement.agreement(Counts(*turned))
    assert up is not None
    assert down is not None
    assert up + down == 1 - Fraction(counts[2], sum(counts))


@given(st.integers(1, 500), st.integers(0, 4))
def test_one_kind_of_stone_is_full_unity(count: int, place: int) -> None:
    assert agreement.unity([count if here == place else 0 for here in range(5)]) == 1


@given(st.integers(1, 500), st.integers(3, 9))
def test_two_poles_are_minus_one_and_flat_is_zero(count: int, kinds: int) -> None:
    assert agreement.unity([count, *[0] * (kinds - 2), count]) == -1
    assert agreement.unity([count] * kinds) == 0


@given(some_stones, st.integers(2, 50))
def test_only_shares_count(counts: list[int], times: int) -> None:
    assert agreement.unity(counts) == agreement.unity([count * times for count in counts])


@given(st.lists(st.integers(0, 4), min_size=1, max_size=6))
def test_the_order_of_laying_plays_no_part(laid: list[int]) -> None:
    def counted(order: tuple[int, ...]) -> Counts:
        return Counts(*(order.count(stone) for stone in range(5)))

    assert len({agreement.verdict(counted(order)) for order in permutations(laid)}) == 1
    assert len({agreement.unity(counted(order).stones) for order in permutations(laid)}) == 1


@given(stones, st.integers(0, 50))
def test_red_always_has_its_reason_and_every_result_its_word(counts: list[int], passed: int) -> None:
    result = shown(*counts, passed)
    assert result.word == agreement.VERDICT_WORDS[result.verdict]
    assert result.needs_talk == bool(result.reason) == bool(result.sentence)
    assert result.needs_talk or not result.narrow
    assert bool(result.distribution) == (sum(counts) >= 5)
