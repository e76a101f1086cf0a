"""Walks over the network: who is near some nodes, and one step of reach. Pure: arrays in, arrays out.

Random walk with restart (H. Tong, C. Faloutsos, J.-Y. Pan, "Fast random walk with restart and its applications", ICDM 2006;
the same as personalised PageRank: L. Page, S. Brin et al., 1999):

    p' = (1 - c) W p + c e,        W[i, j] = a[i, j] / sum_i a[i, j]

a is the symmetric matrix of weights (n, n), e the restart distribution over n nodes (sum 1), c = 0.15. What stands on nodes
without any edge goes back to e. Ten sweeps in float32 instead of a test for convergence: the error falls by 0.85 a sweep and
is at most 0.2 of the restart's share in sum, the order of the best hardly changes (bench/graph.py), the time is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from compass.graphs.arrays import Floats, Ints, View

if TYPE_CHECKING:
    from scipy.sparse import csr_array

RESTART: Final = 0.15
SWEEPS: Final = 10
REACH: Final = 0.1
"""The share g of the neighbours' mean that recipe 4.6 (a) adds to an actor's own score."""


def steps(view: View) -> csr_array[Any]:
    """Return W for walks: the matrix of weights, float32, each column summing to 1 (to 0 for a node without edges)."""
    matrix = view.matrix
    sums = np.asarray(matrix.sum(axis=0)).ravel()
    share = np.divide(1.0, sums, out=np.zeros_like(sums), where=sums > 0).astype(np.float32)
    ready = matrix.copy()
    ready.data = matrix.data * share[matrix.indices]
    return ready


def walk(w: csr_array[Any], restart: Floats, sweeps: int = SWEEPS, c: float = RESTART) -> Floats:
    """Return p after so many sweeps, float32 (n,), all >= 0, sum 1; `restart` (n,) holds weights >= 0, not all 0.

    Raises ValueError for a restart of nothing. Costs `sweeps` products of the matrix with a vector.
    """
    e = np.asarray(restart, dtype=np.float32)
    whole = float(e.sum())
    if not whole > 0 or float(e.min()) < 0:
        raise ValueError("a walk starts somewhere: weights >= 0, not all 0")
    e = e / np.float32(whole)
    p = e.copy()
    ahead = np.float32(1 - c)
    for _ in range(sweeps):
        p = ahead * (w @ p)
        p += np.float32(1.0 - float(p.sum())) * e  # the restart, and what stood on nodes without edges
    return p


def best(p: Floats, among: Ints, most: int) -> Ints:
    """Return those of some nodes with the highest p, best first, ties by node; at most so many, none with p = 0."""
    values = p[among]
    if most < len(among):
        least = np.partition(values, len(values) - most)[len(values) - most]
        among, values = among[values >= least], values[values >= least]
    order = np.lexsort((among, -values))
    return among[order][values[order] > 0][:most]


def means(view: View, actors: int, allowed: np.ndarray[Any, np.dtype[np.bool_]]) -> csr_array[Any]:
    """Return M (actors, actors), float64: M s is for each actor the mean of s over its neighbours; empty rows without any.

    The first `actors` nodes are actors; two are neighbours when they are tied or have a node in common that is no actor
    (the same circle). `view` holds only such edges; only actors in `allowed` count and are counted, nobody for themselves.
    """
    from scipy.sparse import csr_array, diags_array  # noqa: PLC0415 - heavy, and only who computes needs it

    whole = view.matrix
    keep = diags_array(allowed.astype(np.float32))
    direct = keep @ whole[:actors, :actors] @ keep
    shared = keep @ whole[:actors, actors:]
    near = csr_array(direct + shared @ shared.T)
    near.setdiag(0)
    near.eliminate_zeros()
    near.sort_indices()
    counts = np.diff(near.indptr)
    near.data = np.repeat(1.0 / np.maximum(counts, 1), counts)
    return near


def reach(m: csr_array[Any], scores: Floats, g: float = REACH) -> Floats:
    """Return g times the mean score of each actor's neighbours (actors,), in the precision of the scores: one product."""
    found: Floats = g * (m @ scores)
    return found


def through(m: csr_array[Any], scores: Floats, actor: int, g: float = REACH) -> list[tuple[int, float]]:
    """Return the summands of one actor's reach: (neighbour, points), most points first; they sum to reach()[actor]."""
    row = slice(int(m.indptr[actor]), int(m.indptr[actor + 1]))
    points = g * m.data[row] * scores[m.indices[row]]
    parts = [(int(one), float(number)) for one, number in zip(m.indices[row], points, strict=True) if number]
    return sorted(parts, key=lambda part: (-part[1], part[0]))
