"""What may be kept of groups: nothing small, nothing uniform, and nothing that follows by subtraction."""

from __future__ import annotations

from itertools import combinations

from hypothesis import example, given
from hypothesis import strategies as st

from dialogues.agreement.cells import SHOWN, permitted, tells_too_much

cell = st.lists(st.integers(0, 6), min_size=5, max_size=5)
tables = st.dictionaries(st.sampled_from("ABCDEF"), cell, max_size=6)


def add(cells: list[list[int]]) -> list[int]:
    """Return cells together."""
    return [sum(kind) for kind in zip(*cells, strict=True)] if cells else [0] * 5


def subtracted(whole: list[int], kept: list[list[int]]) -> list[list[int]]:
    """Return whatever subtraction of kept cells from all can reach: all minus every choice of kept cells."""
    chosen = [list(some) for size in range(len(kept) + 1) for some in combinations(kept, size)]
    return [[a - b for a, b in zip(whole, add(some), strict=True)] for some in chosen]


@given(tables, cell)
@example({"A": [5, 0, 0, 0, 4], "B": [1, 1, 0, 0, 0]}, [0] * 5)
@example({"A": [5, 0, 0, 0, 4], "B": [5, 2, 0, 0, 4], "C": [1, 1, 0, 0, 0]}, [0] * 5)
@example({"A": [5, 0, 0, 0, 4], "B": [0, 1, 0, 0, 0], "C": [1, 1, 0, 0, 0]}, [0] * 5)
@example({"A": [5, 0, 0, 0, 4], "B": [6, 0, 0, 0, 0], "C": [0, 6, 0, 0, 0]}, [0] * 5)
@example({"A": [5, 0, 0, 0, 4]}, [1, 0, 0, 0, 0])
@example({"A": [5, 0, 0, 0, 4], "B": [4, 1, 0, 0, 2]}, [6, 1, 0, 0, 0])
def test_nothing_can_be_worked_out(table: dict[str, list[int]], rest: list[int]) -> None:
    kept = permitted(table, rest)
    assert not any(tells_too_much(table[name]) for name in kept)
    withheld = [stones for name, stones in table.items() if name not in kept and any(stones)]
    withheld += [rest] if any(rest) else []
    assert len(withheld) != 1 or not kept
    whole = add([*table.values(), rest])
    for left in subtracted(whole, [table[name] for name in kept]):
        assert not any(left) or not tells_too_much(left) or not kept


@given(tables)
def test_large_and_mixed_groups_all_speak(table: dict[str, list[int]]) -> None:
    good = {name: [stones[0] + 3, *stones[1:4], stones[4] + 3] for name, stones in table.items()}
    assert permitted(good) == frozenset(good)


@given(tables, cell)
def test_the_order_of_groups_plays_no_part(table: dict[str, list[int]], rest: list[int]) -> None:
    assert permitted(table, rest) == permitted(dict(reversed(table.items())), rest)


def test_empty_groups_are_no_groups() -> None:
    assert permitted({"A": [3, 0, 0, 0, 3], "B": [0] * 5}) == {"A"}
    assert permitted({}) == frozenset()
    assert tells_too_much([SHOWN, 0, 0, 0, 0])
    assert not tells_too_much([SHOWN - 1, 1, 0, 0, 0])
