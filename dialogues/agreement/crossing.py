"""Gruppen und Bereiche zugleich: two ways to divide the same people must not tell together what neither tells alone.

Who knows that all of one sector sat in one group takes the sector's stones from the group's: what is left over is a cell
like any other. Known sums of rows less known sums of columns are told apart wherever one side of the difference is empty
(marginals with structural zeros; source: Hundepool and others, Statistical Disclosure Control, 2012, 4.4). Groups go
before: a sector that would tell too much is withheld, the smallest first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from itertools import chain, combinations

from dialogues.agreement.cells import permitted, tells_too_much

Name = Hashable
Table = Mapping[tuple[Name, Name], Sequence[int]]
"""Five counts by group and sector; None is who chose none."""
NO_STONES = (0, 0, 0, 0, 0)


def together(stones: Collection[Sequence[int]]) -> tuple[int, ...]:
    """Return several counts as one."""
    return tuple(sum(kind) for kind in zip(NO_STONES, *stones, strict=True))


def margin(table: Table, place: int) -> dict[Name, tuple[int, ...]]:
    """Return the counts of each group (place 0) or sector (place 1)."""
    found: dict[Name, list[Sequence[int]]] = defaultdict(list)
    for names, stones in table.items():
        found[names[place]].append(stones)
    return {name: together(some) for name, some in found.items()}


def permitted_both(table: Table) -> tuple[frozenset[Name], frozenset[Name]]:
    """Return the groups and the sectors that may be kept side by side."""
    by_group, by_sector = margin(table, 0), margin(table, 1)
    groups = permitted(_named(by_group), by_group.get(None, ()))
    without: set[Name] = set()
    while True:
        sectors = permitted(_named(by_sector), by_sector.get(None, ()), without)
        if not sectors or not any(map(tells_too_much, differences(table, groups, sectors))):
            return groups, sectors
        without.add(min(sectors, key=lambda name: (sum(by_sector[name]), str(name))))


def _named(cells: Mapping[Name, Sequence[int]]) -> dict[Name, Sequence[int]]:
    return {name: stones for name, stones in cells.items() if name is not None}


def differences(table: Table, groups: Collection[Name], sectors: Collection[Name]) -> Iterator[tuple[int, ...]]:
    """Yield the stones of all people whom kept groups less kept sectors, or the other way round, would tell apart.

    What is withheld counts as one group and one sector more: its sum follows from the counts of all.
    """
    cells: dict[tuple[Name, Name], list[Sequence[int]]] = defaultdict(list)
    for (group, sector), stones in table.items():
        if any(stones):
            cells[group if group in groups else None, sector if sector in sectors else None].append(stones)
    known = {names: together(some) for names, some in cells.items()}
    columns = sorted({sector for _, sector in known}, key=str)
    for some in chain.from_iterable(combinations(columns, size) for size in range(1, len(columns))):
        chosen = set(some)
        touching = {group for group, sector in known if sector in chosen}
        inside = touching - {group for group, sector in known if sector not in chosen}
        beside = [stones for (group, sector), stones in known.items() if group in touching and sector not in chosen]
        left = [stones for (group, sector), stones in known.items() if group not in inside and sector in chosen]
        yield from (together(stones) for stones in (beside, left) if stones)
