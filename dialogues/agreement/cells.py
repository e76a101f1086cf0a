"""Was von Gruppen und Bereichen bleiben darf: which cells of a table may be kept, so that no other follows by subtraction.

The stones of all are shown in full; a group or a sector is a cell of that table. By primary suppression a cell under
five stones, or with all stones alike, is withheld. By complementary suppression the smallest others go with it until at
least two cells are withheld and what they are together is itself no small and no uniform cell: all minus what is kept
tells exactly that sum and nothing finer. Source: Hundepool and others, Statistical Disclosure Control (2012), 4.2 and 4.4.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TypeVar

SHOWN = 5
"""Stones from which on anything is shown: fewer could point at people."""
TOGETHER = 2
"""Cells that are withheld at least, once one is."""
Cell = TypeVar("Cell", bound=Hashable)


def tells_too_much(stones: Sequence[int]) -> bool:
    """Tell whether counts point at people: fewer than five stones, or all of one kind."""
    return sum(stones) < SHOWN or max(stones) == sum(stones)


def order(name: Hashable, stones: Sequence[int]) -> tuple[int, str]:
    """Return by what cells are sorted, the largest first: the last one that could be kept is the first to be withheld."""
    return -sum(stones), str(name)


def permitted(
    cells: Mapping[Cell, Sequence[int]], rest: Sequence[int] = (), without: Collection[Cell] = ()
) -> frozenset[Cell]:
    """Return the cells that may be kept; empty cells are no cells.

    cells maps each group to its five counts; rest are the stones of people who chose no group: never kept, but a cell
    that subtraction would reach like any other. without are cells that must be withheld for another reason.
    """
    laid = {name: tuple(stones) for name, stones in cells.items() if any(stones)}
    kept = sorted(
        (name for name, stones in laid.items() if name not in without and not tells_too_much(stones)),
        key=lambda name: order(name, laid[name]),
    )
    hidden = [stones for name, stones in laid.items() if name not in kept]
    if any(rest):
        hidden.append(tuple(rest))
    while hidden and kept and not _hide_each_other(hidden):
        hidden.append(laid[kept.pop()])
    return frozenset(kept)


def _hide_each_other(hidden: Sequence[Sequence[int]]) -> bool:
    """Tell whether withheld cells are enough of them, and together neither few stones nor all alike."""
    return len(hidden) >= TOGETHER and not tells_too_much([sum(kind) for kind in zip(*hidden, strict=True)])
