"""Rows to arrays: who and what is in the network, who is tied to whom, and whose eyes may see it. Pure, numpy alone.

The graph is kept as half edges in the manner of compressed sparse rows (every edge stands twice, once at each end), sorted
by node, then neighbour, then the order in which the edges were noted. Parallel edges stay apart, because each may be seen
by other eyes; a View keeps the first of those that its eyes see.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Ints = np.ndarray[Any, np.dtype[np.integer[Any]]]
Floats = np.ndarray[Any, np.dtype[np.floating[Any]]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]

OFFICE: Final = 1
SUGGESTIONS: Final = 2
EVERYBODY: Final = 4
"""Bits of `seen`: whose eyes may see a node or an edge (compass.graph.Eyes)."""
ACTOR: Final = "actor"


@dataclass(frozen=True)
class Group:
    """Edges of one kind as columns of equal length: from node, to node, weight in (0, 1], bits of eyes, code of its label."""

    start: Ints
    end: Ints
    weight: Floats
    seen: Ints
    label: Ints


@dataclass(frozen=True, eq=False)
class View:
    """What certain eyes see: one half edge for each neighbour of a node, in rows; `label` and `outward` of the first noted.

    Shapes: indptr (n + 1), the others (m,) with m twice the number of edges; weight is the sum of parallel ones, at most 1.
    """

    indptr: Ints
    indices: Ints
    weight: Floats
    label: Ints
    outward: Bools

    @cached_property
    def matrix(self) -> csr_array[Any]:
        """The same as a symmetric float32 matrix (n, n) of weights."""
        from scipy.sparse import csr_array  # noqa: PLC0415 - heavy, and only who computes needs it

        nodes = len(self.indptr) - 1
        return csr_array((self.weight, self.indices, self.indptr), shape=(nodes, nodes))

    @cached_property
    def degree(self) -> Ints:
        """How many neighbours each node has."""
        return np.diff(self.indptr)

    def only(self, nodes: Ints) -> View:
        """Return what of it lies between some nodes, in their order."""
        from scipy.sparse import csr_array  # noqa: PLC0415 - the same

        part = csr_array(self.matrix[nodes][:, nodes])
        part.sort_indices()
        nothing = np.zeros(len(part.indices), dtype=np.int16)
        return View(part.indptr, part.indices, part.data, nothing, nothing.astype(bool))

    def row(self, node: int) -> slice:
        """Return where the half edges of a node stand."""
        return slice(int(self.indptr[node]), int(self.indptr[node + 1]))


@dataclass(frozen=True, eq=False)
class Edges:
    """All half edges of n nodes: see above for their order."""

    indptr: Ints
    indices: Ints
    weight: Floats
    seen: Ints
    label: Ints
    outward: Bools

    def view(self, eyes: int, labels: Sequence[int] | None = None) -> View:
        """Return what the eyes of a bit see, of some labels or of all."""
        kept = (self.seen & eyes) != 0
        if labels is not None:
            kept &= np.isin(self.label, labels)
        rows = np.repeat(np.arange(len(self.indptr) - 1, dtype=np.int32), np.diff(self.indptr))[kept]
        ends = self.indices[kept]
        first = np.ones(len(rows), dtype=bool)
        first[1:] = (rows[1:] != rows[:-1]) | (ends[1:] != ends[:-1])
        weight = np.minimum(np.add.reduceat(self.weight[kept], np.flatnonzero(first)), 1.0) if len(rows) else ends
        return View(
            _indptr(rows[first], len(self.indptr) - 1),
            ends[first],
            weight.astype(np.float32),
            self.label[kept][first],
            self.outward[kept][first],
        )


def edges(nodes: int, groups: Sequence[Group]) -> Edges:
    """Join groups of edges over so many nodes into rows; edges from a node to itself are left out."""
    start = np.concatenate([np.empty(0, np.int32), *(one.start for one in groups)]).astype(np.int32)
    end = np.concatenate([np.empty(0, np.int32), *(one.end for one in groups)]).astype(np.int32)
    weight = np.concatenate([np.empty(0, np.float32), *(one.weight for one in groups)]).astype(np.float32)
    seen = np.concatenate([np.empty(0, np.uint8), *(one.seen for one in groups)]).astype(np.uint8)
    label = np.concatenate([np.empty(0, np.int16), *(one.label for one in groups)]).astype(np.int16)
    kept = np.flatnonzero(start != end)
    both, other = np.concatenate([start[kept], end[kept]]), np.concatenate([end[kept], start[kept]])
    noted = np.concatenate([kept, kept])
    order = np.lexsort((noted, other, both))
    outward = np.arange(len(both)) < len(kept)
    return Edges(
        _indptr(both[order], nodes),
        other[order],
        weight[noted][order],
        seen[noted][order],
        label[noted][order],
        outward[order],
    )


def _indptr(rows: Ints, nodes: int) -> Ints:
    """Return where each row begins, for row numbers in order."""
    found: Ints = np.zeros(nodes + 1, dtype=np.int32)
    np.cumsum(np.bincount(rows, minlength=nodes), out=found[1:])
    return found


def places(ids: Ints, wanted: Ints) -> Ints:
    """Return where some ids stand among sorted ones; -1 for those that are not there."""
    if not len(ids):
        return np.full(len(wanted), -1)
    found = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    return np.where(ids[found] == wanted, found, -1)


def membership(ids: Ints, members: Sequence[int]) -> Bools:
    """Return which of some sorted ids are among the members."""
    return np.isin(ids, np.asarray(members, dtype=np.int64))


def bits(known: Mapping[int, Bools]) -> Ints:
    """Join claims about the same things into one number each: bit -> claims."""
    found: Ints = np.zeros(len(next(iter(known.values()))), dtype=np.uint8)
    for bit, claims in known.items():
        found |= claims.astype(np.uint8) * np.uint8(bit)
    return found
