"""What the network looks like in figures: brokers, cut points, who stands alone, who with whom, growth. Pure.

All take a View of ties between actors (n nodes). Computed when the graph is built, never in a request.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import numpy as np

from compass.graphs.arrays import Floats, Ints, View

BLOCK: Final = 2000
"""Rows of a matrix that are squared at a time: what memory that takes stays bounded."""
HARDLY: Final = 0.25
"""The largest share of pairs among somebody's neighbours of whom one can say that they hardly know each other."""
QUARTERS: Final = 13


def common(view: View) -> Floats:
    """Return for each half edge how many neighbours its two ends have in common; a block of rows at a time."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - heavy, and only the builder needs it

    nodes, found = len(view.degree), np.zeros(len(view.indices))
    pattern = csr_array((np.ones(len(found)), view.indices, view.indptr), shape=(nodes, nodes))
    for start in range(0, nodes, BLOCK):
        block = slice(start, min(start + BLOCK, nodes))
        edges = slice(int(view.indptr[block.start]), int(view.indptr[block.stop]))
        both = (
            (pattern[block] @ pattern + pattern[block]).multiply(pattern[block]).tocsr()
        )  # each edge stays, with 1 more
        both.sort_indices()
        found[edges] = both.data - 1
    return found


def constraint(view: View) -> Floats:
    """Return Burt's constraint of each node (n,), float64: low where the neighbours do not know each other; NaN without any.

    c_i = sum over neighbours j of (p_ij + sum_q p_iq p_qj)^2, p_ij the share of j in the weights at i; 0 < c <= 9/8 for
    equal weights (R. S. Burt, "Structural holes", 1992, ch. 2; networkx.constraint is the same). A block of rows at a time.
    """
    from scipy.sparse import csr_array  # noqa: PLC0415 - heavy, and only the builder needs it

    nodes = len(view.degree)
    sums = np.asarray(view.matrix.sum(axis=1), dtype=np.float64).ravel()
    share = np.repeat(np.divide(1.0, sums, out=np.zeros(nodes), where=sums > 0), view.degree)
    p = csr_array((view.weight * share, view.indices, view.indptr), shape=(nodes, nodes))
    pattern = csr_array((np.ones(len(view.indices)), view.indices, view.indptr), shape=(nodes, nodes))
    found: Floats = np.full(nodes, np.nan)
    for start in range(0, nodes, BLOCK):
        block = slice(start, min(start + BLOCK, nodes))
        invested = p[block] + (p[block] @ p).multiply(pattern[block])
        found[block] = np.asarray(invested.power(2).sum(axis=1)).ravel()
    found[view.degree == 0] = np.nan
    return found


def closed(view: View) -> Floats:
    """Return for each node the share of the pairs of its neighbours who are tied themselves (n,), 0 to 1; 0 with fewer than two.

    The local clustering coefficient (D. J. Watts, S. H. Strogatz, Nature 393, 1998).
    """
    rows = np.repeat(np.arange(len(view.degree)), view.degree)
    pairs = view.degree * (view.degree - 1)
    know = np.bincount(rows, weights=common(view), minlength=len(view.degree))
    found: Floats = np.divide(know, pairs, out=np.zeros(len(pairs)), where=pairs > 0)
    return found


def brokers(view: View, most: int = 10, least: int = 3) -> list[tuple[int, float, int]]:
    """Return (node, constraint, neighbours) of who ties together what hardly knows itself: lowest constraint first.

    Only nodes with at least `least` neighbours, of whose pairs at most a quarter know each other; ties by node.
    """
    found = constraint(view)
    among = np.flatnonzero((view.degree >= least) & (closed(view) <= HARDLY))
    order = among[np.lexsort((among, np.round(found[among], 12)))][:most]
    return [(int(node), float(found[node]), int(view.degree[node])) for node in order]


def components(view: View) -> Ints:
    """Return for each node the number of its group of all that hang together, 0 the largest; -1 for who stands alone."""
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 - heavy, and only the builder needs it

    _, label = connected_components(view.matrix, directed=False)
    known, where, sizes = np.unique(label, return_inverse=True, return_counts=True)
    rank = np.empty(len(known), dtype=np.int32)
    rank[np.lexsort((known, -sizes))] = np.arange(len(known))
    found: Ints = np.where(view.degree > 0, rank[where], -1)
    return found


def cut_points(view: View) -> list[tuple[int, int]]:
    """Return (node, how many lose their way to the largest part that stays when it goes), most first, ties by node.

    Articulation points by depth-first search with low points (J. Hopcroft, R. Tarjan, CACM 16, 1973), without recursion.
    """
    nodes = len(view.degree)
    ends, begins = view.indices.tolist(), view.indptr.tolist()
    entered, low, size = [-1] * nodes, [0] * nodes, [1] * nodes
    hung: dict[int, list[int]] = {}
    whole: dict[int, int] = {}
    for root in np.flatnonzero(view.degree > 0).tolist():
        if entered[root] < 0:
            begun = _search(root, ends, begins, (entered, low, size), hung)
            whole.update(dict.fromkeys(begun, size[root]))
    found = []
    for node, parts in hung.items():
        rest = whole[node] - 1 - sum(parts)
        pieces = [*parts, *([rest] if rest else [])]
        if len(pieces) > 1:
            found.append((node, sum(pieces) - max(pieces)))
    return sorted(found, key=lambda one: (-one[1], one[0]))


def _search(
    root: int,
    ends: list[int],
    begins: list[int],
    marks: tuple[list[int], list[int], list[int]],
    hung: dict[int, list[int]],
) -> list[int]:
    """Walk one group from its root; note at each node the sizes of what hangs on it alone; return all nodes met."""
    entered, low, size = marks
    entered[root] = low[root] = 0
    met, stack = [root], [(root, -1, begins[root])]
    while stack:
        node, parent, place = stack.pop()
        if place < begins[node + 1]:
            stack.append((node, parent, place + 1))
            other = ends[place]
            if entered[other] < 0:
                entered[other] = low[other] = len(met)
                met.append(other)
                stack.append((other, node, begins[other]))
            elif other != parent:
                low[node] = min(low[node], entered[other])
        elif parent >= 0:
            size[parent] += size[node]
            low[parent] = min(low[parent], low[node])
            if low[node] >= entered[parent]:
                hung.setdefault(parent, []).append(size[node])
    return met


def who_with_whom(view: View, group: Ints, groups: int) -> tuple[Ints, Ints]:
    """Return two matrices (groups, groups): nodes of one group with a neighbour in another, and ties between them.

    `group` holds the number of each node's group, groups or more for nodes that do not count. The first is not symmetric;
    the second is, a tie within a group counts once in it.
    """
    rows = np.repeat(group, view.degree)
    ends = group[view.indices]
    node = np.repeat(np.arange(len(group)), view.degree)
    kept = (rows < groups) & (ends < groups)
    pairs = np.unique(node[kept].astype(np.int64) * groups + ends[kept])
    having: Ints = np.zeros((groups, groups), dtype=np.int64)
    np.add.at(having, (group[pairs // groups], pairs % groups), 1)
    ties: Ints = np.zeros((groups, groups), dtype=np.int64)
    np.add.at(ties, (rows[kept], ends[kept]), 1)
    ties[np.diag_indices(groups)] //= 2
    return having, ties


def quarters(today: date, most: int = QUARTERS) -> list[date]:
    """Return the first days of the last quarters that have begun, oldest first, and the day after today at the end."""
    year, quarter = today.year, (today.month - 1) // 3
    days = [date(year + (quarter - back) // 4, (quarter - back) % 4 * 3 + 1, 1) for back in range(most - 1)]
    return [*sorted(days), date.fromordinal(today.toordinal() + 1)]


def growth(days: Sequence[date], begun: dict[Any, list[str]], ended: dict[Any, list[str]]) -> list[dict[Any, int]]:
    """Return for each day, by key, how many had begun before it and not ended; `begun` and `ended` hold sorted ISO days.

    What began on an unknown day ("") counts from the beginning.
    """
    found = []
    for day in days:
        before = date.fromordinal(day.toordinal() - 1).isoformat()
        found.append(
            {key: bisect_right(all_, before) - bisect_right(ended.get(key, []), before) for key, all_ in begun.items()}
        )
    return found
