"""Points become an order: sums, the published tie rule, Borda beside it, the spread over sectors, what is held back."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues import priorities
from dialogues.priorities import Contender, Level, Place, Tally, TieRule

PHONES = st.integers(2, 6).flatmap(
    lambda things: st.lists(st.lists(st.integers(0, 9), min_size=things, max_size=things), min_size=1, max_size=9)
)
"""What each phone gave each thing."""
SECTORS = ("V", "Wi", "Wt", "Z", "-")
ROOMS = st.lists(st.tuples(st.sampled_from(SECTORS), st.tuples(*[st.integers(0, 3)] * 3)), max_size=40)
"""People with a sector and what they gave three things."""


def counted(phones: list[list[int]]) -> list[Contender]:
    """Count phones as closing does."""
    bordas = [priorities.borda(dict(enumerate(phone))) for phone in phones]
    return [
        Contender(place, Tally(Counter(phone[place] for phone in phones)), sum(one[place] for one in bordas))
        for place in range(len(phones[0]))
    ]


def ranks(contenders: list[Contender], rule: TieRule) -> list[tuple[int, int]]:
    """Return key and rank in the order that is shown."""
    return [(one.contender.key, one.rank) for one in priorities.order(contenders, rule)]


def test_points_are_summed_and_the_first_stands_first() -> None:
    found = priorities.order(counted([[5, 3, 2], [0, 8, 2], [6, 0, 4]]), TieRule.SHARED)
    assert [(one.contender.key, one.contender.tally.total, one.rank) for one in found] == [
        (0, 11, 1),
        (1, 11, 1),
        (2, 8, 3),
    ]
    assert [one.shared for one in found] == [True, True, False]
    assert found[0].contender.tally.givers == 2
    assert found[2].contender.tally.givers == 3


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        (TieRule.BREADTH, [(1, 1), (0, 2), (2, 3)]),  # 1: three people gave points, 0: two
        (TieRule.BORDA, [(1, 1), (0, 2), (2, 3)]),
        (TieRule.SHARED, [(0, 1), (1, 1), (2, 3)]),
    ],
)
def test_the_rule_published_beforehand_decides_between_equal_sums(rule: TieRule, wanted: list[tuple[int, int]]) -> None:
    contenders = counted([[9, 1, 0], [1, 9, 0], [0, 0, 0], [0, 0, 5], [0, 1, 0], [1, 0, 0], [0, 1, 0]])
    contenders[0] = Contender(0, Tally({6: 2, 0: 5}), contenders[0].borda)
    assert contenders[0].tally.total == contenders[1].tally.total == 12
    assert ranks(contenders, rule) == wanted
    by_rule = [one.by_rule for one in priorities.order(contenders, rule)]
    assert by_rule == ([False] * 3 if rule is TieRule.SHARED else [True, True, False])


@given(PHONES, st.sampled_from(TieRule))
def test_the_order_is_by_sum_and_the_same_every_time(phones: list[list[int]], rule: TieRule) -> None:
    contenders = counted(phones)
    found = priorities.order(contenders, rule)
    totals = [one.contender.tally.total for one in found]
    assert totals == sorted(totals, reverse=True)
    assert found == priorities.order(contenders, rule)
    assert sorted(one.contender.key for one in found) == list(range(len(contenders)))
    backwards = {one.contender.key: one.rank for one in priorities.order(contenders[::-1], rule)}
    assert backwards == {one.contender.key: one.rank for one in found}
    for one in found:
        assert one.rank == 1 + sum(other.rank < one.rank for other in found)
        assert one.shared == ([other.rank for other in found].count(one.rank) > 1)


def test_borda_gives_average_ranks_to_what_is_equal_on_a_phone() -> None:
    assert priorities.borda({"a": 6, "b": 4, "c": 0}) == {"a": 4, "b": 2, "c": 0}
    assert priorities.borda({"a": 10, "b": 0, "c": 0}) == {"a": 4, "b": 1, "c": 1}
    assert priorities.borda({"a": 0, "b": 0}) == {"a": 1, "b": 1}
    assert priorities.borda({"a": 3}) == {"a": 0}


@given(st.dictionaries(st.integers(), st.integers(0, 20), max_size=9))
def test_every_phone_has_the_same_weight_in_borda(points: dict[int, int]) -> None:
    found = priorities.borda(points)
    assert sum(found.values()) == len(points) * (len(points) - 1)
    for one, other in combinations(points, 2):
        assert (found[one] > found[other]) == (points[one] > points[other])


def test_one_loud_voice_is_seen_by_borda() -> None:
    phones = [[10, 0, 0], [0, 4, 3], [0, 4, 3], [0, 1, 0]]
    found = priorities.order(counted(phones), TieRule.BREADTH)
    assert [(one.contender.key, one.rank, one.borda_rank) for one in found] == [(0, 1, 3), (1, 2, 1), (2, 3, 2)]
    assert not priorities.agreeing(found)


@given(PHONES)
def test_points_that_follow_a_common_order_agree_with_borda(phones: list[list[int]]) -> None:
    sorted_phones = [sorted(phone, reverse=True) for phone in phones]
    assert priorities.agreeing(priorities.order(counted(sorted_phones), TieRule.SHARED))


def test_the_spread_over_sectors_is_said_in_words() -> None:
    usual = Fraction(2)
    tallies = {"Verwaltung": Tally({3: 4, 2: 2}), "Wissenschaft": Tally({2: 6}), "Wirtschaft": Tally({0: 3, 1: 3})}
    levels = {name: priorities.level(tally, usual) for name, tally in tallies.items()}
    assert levels == {"Verwaltung": Level.MUCH, "Wissenschaft": Level.SOME, "Wirtschaft": Level.LITTLE}
    assert priorities.said(levels) == "Viele Punkte aus: Verwaltung. Wenige Punkte aus: Wirtschaft."
    same = {"Verwaltung": Level.MUCH, "Wissenschaft": Level.MUCH}
    assert priorities.said(same) == "In allen gezeigten Bereichen viele Punkte."
    assert priorities.said({**same, "Wirtschaft": Level.MUCH, "Zivilgesellschaft": Level.SOME}) == (
        "Viele Punkte aus: Verwaltung, Wissenschaft und Wirtschaft."
    )
    assert priorities.said({"Verwaltung": Level.MUCH}) == ""
    assert priorities.said({}) == ""


def test_nothing_given_is_little() -> None:
    assert priorities.level(Tally({0: 5}), Fraction(0)) is Level.LITTLE
    assert priorities.level(Tally({}), Fraction(1)) is Level.LITTLE
    assert priorities.usual([]) == 0
    assert priorities.usual([Tally({4: 1, 0: 1}), Tally({0: 2})]) == 1


def test_a_small_sector_takes_a_second_one_with_it() -> None:
    mixed = (Tally({1: 3, 2: 3}), Tally({0: 2, 3: 4}))
    few = (Tally({1: 1, 2: 1}), Tally({0: 1, 3: 1}))
    many = (Tally({1: 4, 2: 4}), Tally({0: 4, 3: 4}))
    assert priorities.showable({"V": mixed, "Wi": many}) == {"V", "Wi"}
    assert priorities.showable({"V": mixed, "Wi": many, "Wt": few}) == {"Wi"}
    assert priorities.showable({"V": mixed, "Wt": few}) == frozenset()
    assert priorities.showable({"V": mixed, "Wi": many, "-": many}, never=["-"]) == {"V", "Wi"}
    assert priorities.showable({"V": mixed, "Wi": many, "-": few}, never=["-"]) == {"Wi"}
    alike = (Tally({2: 6}), Tally({0: 2, 3: 4}))
    assert priorities.showable({"V": alike, "Wi": many, "Wt": mixed}) == {"Wi"}


@given(ROOMS)
def test_no_subtraction_leads_to_a_few_people_or_to_what_all_of_a_group_gave(
    room: list[tuple[str, tuple[int, int, int]]],
) -> None:
    parts = {
        name: [Tally(Counter(points[thing] for sector, points in room if sector == name)) for thing in range(3)]
        for name in SECTORS
    }
    shown = priorities.showable(parts, never=["-"])
    assert "-" not in shown
    for size in range(1, len(shown) + 1):
        for chosen in combinations(shown, size):
            for people in (
                [points for sector, points in room if sector in chosen],
                [points for sector, points in room if sector not in chosen],
            ):
                assert not people or len(people) >= 5
                assert not people or all(len(set(column)) > 1 for column in zip(*people, strict=True))
    hidden = {sector for sector, _ in room} - shown
    assert not shown or len(hidden - {"-"}) != 1 or "-" in hidden


def test_wilson_puts_many_voices_before_one() -> None:
    assert [round(priorities.wilson(*one), 4) for one in ((9, 10), (90, 100), (1, 1), (55, 100))] == [
        0.5958,
        0.8256,
        0.2065,
        0.4524,
    ]


def test_what_other_platforms_sort_by() -> None:
    assert [priorities.confidence(*one) for one in ((60, 40), (10, 0), (40, 60))] == [1200, 1000, -800]
    views = ((1, 0, 1, 0), (20, 3, 20, 0), (18, 3, 20, 1))
    assert [round(priorities.routing(*one), 4) for one in views] == [12.5297, 1.3724, 4.4937]


def test_a_place_says_what_it_is() -> None:
    one = Contender(7, Tally({2: 1}), 0)
    assert priorities.order([one], TieRule.BREADTH) == (Place(one, 1, 1, shared=False, by_rule=False),)
    assert priorities.order([], TieRule.BREADTH) == ()
    assert set(priorities.TIE_WORDS) == set(TieRule)
