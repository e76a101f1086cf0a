"""Groups and sectors beside each other: whoever knows who sat where subtracts one from the other, and finds nobody."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from itertools import chain, combinations

from hypothesis import example, given
from hypothesis import strategies as st

from compass.models import Sector
from dialogues import counted
from dialogues.agreement.crossing import Table, differences, margin, permitted_both, together

cell = st.one_of(st.just((0, 0, 0, 0, 0)), st.tuples(*[st.integers(0, 6)] * 5))
tables = st.dictionaries(
    st.tuples(st.sampled_from([None, "A", "B", "C"]), st.sampled_from([None, "S", "T", "U"])), cell, max_size=12
)
STRAGGLER: Table = {
    ("A", "S"): (3, 0, 0, 0, 3),
    ("A", "T"): (3, 0, 0, 0, 4),
    ("A", "U"): (0, 0, 0, 0, 1),
    ("B", "U"): (6, 0, 0, 0, 7),
}
"""Everybody of S and T sits in group A, with one of U; the others of U sit in B."""


def points_at_people(stones: tuple[int, ...]) -> bool:
    """Say it once more in figures, so that the rule itself cannot slip: fewer than five, or all of one kind."""
    return sum(stones) < 5 or sum(1 for number in stones if number) < 2


def subsets(names: set[Hashable]) -> Iterator[set[Hashable]]:
    """Return every choice of some names."""
    ordered = sorted(names, key=str)
    return map(set, chain.from_iterable(combinations(ordered, size) for size in range(len(ordered) + 1)))


def told_apart(table: Table) -> Iterator[tuple[int, ...]]:
    """Yield what every choice of known rows less every choice of known columns tells; slow, and surely all of it."""
    groups, sectors = permitted_both(table)
    cells: dict[tuple[Hashable, Hashable], tuple[int, ...]] = {}
    for (group, sector), stones in table.items():
        if any(stones):
            names = group if group in groups else None, sector if sector in sectors else None
            cells[names] = together([cells.get(names, (0, 0, 0, 0, 0)), stones])
    for rows in subsets({group for group, _ in cells}):
        for columns in subsets({sector for _, sector in cells}):
            more = together([s for (group, sector), s in cells.items() if group in rows and sector not in columns])
            less = together([s for (group, sector), s in cells.items() if group not in rows and sector in columns])
            if groups and sectors and any(more) is not any(less):
                yield more if any(more) else less


@given(tables)
@example(STRAGGLER)
def test_no_difference_of_groups_and_sectors_tells_of_anybody(table: Table) -> None:
    assert not any(points_at_people(stones) for stones in told_apart(table))


def test_one_straggler_in_a_group_is_not_told_apart() -> None:
    every = margin(STRAGGLER, 0).keys(), margin(STRAGGLER, 1).keys()
    assert (0, 0, 0, 0, 1) in set(differences(STRAGGLER, *every))
    groups, sectors = permitted_both(STRAGGLER)
    assert groups == {"A", "B"}
    assert len(sectors) < 3
    rows = [
        (
            {"A": 1, "B": 2}[str(group)],
            {"S": Sector.SCIENCE, "T": Sector.BUSINESS, "U": Sector.CIVIL_SOCIETY}[str(sector)],
            stone,
            n,
        )
        for (group, sector), stones in STRAGGLER.items()
        for stone, n in zip((5, 4, 3, 2, 1), stones, strict=True)
        if n
    ]
    kept = counted.kept_rows(1, 1, rows, {1, 2})
    assert {row.group_id for row in kept} == {None, 1, 2}
    assert len([row for row in kept if row.sector]) == len(sectors)


def test_people_of_all_sectors_in_all_groups_are_all_kept() -> None:
    table: Table = {(group, sector): (2, 1, 0, 1, 2) for group in "AB" for sector in "STU"}
    groups, sectors = permitted_both(table)
    assert (groups, sectors) == (frozenset("AB"), frozenset("STU"))
