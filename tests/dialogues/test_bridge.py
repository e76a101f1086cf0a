"""The bridge across sectors and measures of others, against the published values."""

from __future__ import annotations

import pytest

from compass.models import Sector
from dialogues import agreement
from dialogues.agreement import Bridge, Counts, bridge, peers
from dialogues.agreement.parts import Parts

ALL_AGREE = ((9, 0, 10), (8, 1, 10), (7, 1, 8), (10, 1, 12))
ONE_OUTVOTED = ((10, 0, 10), (10, 0, 10), (12, 0, 12), (2, 6, 8))
PEERS = [
    ((0, 0, 20, 0, 0), 3.0, 0, 0, 0),
    ((4, 4, 4, 4, 4), 3.0, 0.6, 0.5, 0.1847),
    ((10, 0, 0, 0, 10), 3.0, 1.0, 1.0, 1.0),
    ((8, 2, 0, 2, 8), 3.0, 0.9, 0.85, 0.5735),
    ((9, 1, 0, 1, 9), 3.0, 0.95, 0.925, 0.7628),
    ((5, 0, 10, 0, 5), 3.0, 0.5, 0.5, 0.4149),
    ((3, 5, 4, 5, 3), 3.0, 0.55, 0.425, 0.1763),
    ((1, 2, 4, 8, 5), 3.7, 0.4, 0.3025, 0.1995),
    ((2, 2, 2, 4, 10), 3.9, 0.55, 0.4725, 0.3251),
    ((0, 0, 0, 8, 12), 4.6, 0.2, 0.06, 0.2446),
    ((10, 10, 0, 0, 0), 1.5, 0.25, 0.0625, 0.25),
    ((19, 0, 0, 0, 1), 1.2, 0.1, 0.19, 0.2677),
]


def counted(parts: tuple[tuple[int, int, int], ...]) -> dict[Sector, Counts]:
    """Return (agree, disagree, n) of each sector as stones."""
    rows = [Counts(up, 0, n - up - down, 0, down) for up, down, n in parts]
    return dict(zip(Sector, rows, strict=True))


def together(parts: dict[Sector, Counts]) -> Counts:
    """Return all stones."""
    return Counts(*(sum(kind) for kind in zip(*(one.stones for one in parts.values()), strict=True)))


@pytest.mark.parametrize(("stones", "mean", "leik", "spread", "polarised"), PEERS)
def test_other_measures_are_the_published_ones(
    stones: tuple[int, ...], mean: float, leik: float, spread: float, polarised: float
) -> None:
    assert peers.mean(stones) == pytest.approx(mean)
    assert round(peers.leik(stones), 4) == leik
    assert round(peers.spread(stones), 4) == spread
    assert round(peers.polarised(stones), 4) == polarised


@pytest.mark.parametrize(
    ("stones", "value"), [((0, 0, 0, 8, 12), 0.9229), ((2, 2, 2, 4, 10), 0.7522), ((8, 2, 0, 2, 8), 0.5129)]
)
def test_nearness_to_gold(stones: tuple[int, ...], value: float) -> None:
    assert round(peers.toward(stones, 5), 4) == value


def test_consensus_across_groups_sees_what_the_overall_share_hides() -> None:
    first, second = agreement.group_aware(ALL_AGREE), agreement.group_aware(ONE_OUTVOTED)
    assert (round(first or 0, 4), round(second or 0, 4)) == (0.7228, 0.4933)
    weakest = [min(agreement.support(one) for one in counted(parts).values()) for parts in (ALL_AGREE, ONE_OUTVOTED)]
    assert [float(one) for one in weakest] == [0.75, 0.30]
    assert [round(float(agreement.agreement(together(counted(one))) or 0), 2) for one in (ALL_AGREE, ONE_OUTVOTED)] == [
        0.85,
        0.85,
    ]
    assert agreement.group_aware(()) is None


def test_it_does_not_fall_with_the_number_of_groups() -> None:
    two, four = agreement.group_aware(((9, 0, 10),) * 2), agreement.group_aware(((9, 0, 10),) * 4)
    assert two == pytest.approx(four)


def test_shares_against_one_half_and_against_each_other() -> None:
    assert round(agreement.proportion(18, 20), 4) == 3.7097
    assert round(agreement.proportion(10, 20), 4) == 0.2182
    assert round(agreement.two_proportions((18, 20), (4, 20)), 4) == 4.3653
    assert agreement.two_proportions((0, 0), (0, 0)) == 0


def test_between_or_within_groups() -> None:
    between = [[5] * 5, [5] * 5, [1] * 5, [1] * 5]
    mixed = [[5, 4, 5, 4], [4, 4, 5, 3], [2, 1, 2, 3], [1, 2, 2, 1]]
    assert agreement.eta2(between) == pytest.approx(1.0)
    assert agreement.eta2([[1, 5, 1, 5]] * 4) == pytest.approx(0.0)
    assert agreement.eta2(mixed) == pytest.approx(0.8125)
    assert agreement.eta2([[3, 3], [3]]) is None
    assert agreement.eta2([]) is None


def test_the_bridge_tells_all_agree_from_one_is_outvoted() -> None:
    for parts, said in ((ALL_AGREE, (Bridge.ALL_FOR, ())), (ONE_OUTVOTED, (Bridge.OUTVOTED, (list(Sector)[3],)))):
        sectors = counted(parts)
        assert bridge(together(sectors), sectors) == said


def test_it_works_the_other_way_round() -> None:
    for parts, said in ((ALL_AGREE, (Bridge.ALL_AGAINST, ())), (ONE_OUTVOTED, (Bridge.OUTVOTED, (list(Sector)[3],)))):
        sectors = {name: Counts(*one.stones[::-1]) for name, one in counted(parts).items()}
        assert bridge(together(sectors), sectors) == said


def test_an_accident_is_nobody_outvoted() -> None:
    sectors = counted(((10, 0, 10), (10, 0, 10), (10, 0, 10), (3, 4, 7)))
    assert bridge(together(sectors), sectors) == (None, ())


def test_two_camps_across_or_between_the_sectors() -> None:
    across = counted(((5, 5, 10), (6, 6, 12), (5, 5, 10), (4, 4, 8)))
    between = counted(((10, 0, 10), (12, 0, 12), (0, 10, 10), (0, 12, 12)))
    partly = counted(((8, 2, 10), (8, 2, 10), (2, 8, 10), (2, 8, 10)))
    assert bridge(together(across), across) == (Bridge.ACROSS, ())
    assert bridge(together(between), between) == (Bridge.BETWEEN, ())
    assert bridge(together(partly), partly) == (None, ())


def test_one_sector_few_stones_or_a_tie_say_nothing() -> None:
    sectors = counted(ALL_AGREE)
    (first, stones), *_ = sectors.items()
    assert bridge(together(sectors), {first: stones}) == (None, ())
    assert bridge(Counts(3, 0, 0, 0, 2), sectors) == (None, ())
    assert bridge(Counts(3, 0, 10, 0, 3), sectors) == (None, ())


def test_every_bridge_has_its_sentence() -> None:
    said = [Parts(bridge=one, otherwise=("Wirtschaft",)).sentence for one in Bridge]
    assert len(set(said)) == len(Bridge)
    assert Parts(bridge=Bridge.OUTVOTED, otherwise=("Wirtschaft", "Wissenschaft")).sentence.endswith(
        "Wirtschaft und Wissenschaft sehen es anders als die Mehrheit."
    )
    assert not Parts().sentence
