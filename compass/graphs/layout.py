"""Where each node stands on the map: springs along edges, everybody pushed away from everybody. Pure, deterministic.

T. M. J. Fruchterman, E. M. Reingold, "Graph drawing by force-directed placement", 1991, with the forces of ForceAtlas2
(M. Jacomy, T. Venturini et al., PLoS ONE 9, 2014): between two nodes at distance d a push (deg + 1)(deg' + 1) / d, along an
edge a pull weight * d, on each a pull to the middle that keeps all within a circle of radius sqrt(n). Above EXACT nodes
the push is that of the masses on a grid, folded with 1 / d by Fourier transform
(as in FIt-SNE: G. Linderman et al., Nature Methods 16, 2019): n + g log g a round instead of n squared.
One unit is about the room that one node has. Given the places of before, the picture moves a little, never jumps.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np

from compass.graphs.arrays import Bools, Floats, Ints, View
from compass.graphs.measures import common

EXACT: Final = 400
ROUNDS, FEW_ROUNDS = 100, 10
GRAVITY: Final = 0.05
GOLDEN: Final = 2.399963229728653
"""The golden angle: points in a spiral by it lie evenly."""
COARSE, FINE = 32, 512
STEP: Final = 1.25
"""Grids grow in such steps, so that what is folded with them is made once for many rounds."""
CALM: Final = 0.5
"""How far a node moves in the first round when its place is known already."""


def lay_out(view: View, before: Floats | None = None) -> Floats:
    """Return x and y (n, 2), float32, around (0, 0); `before` (n, 2) holds known places, NaN for who is new."""
    nodes = len(view.degree)
    if not nodes:
        return np.empty((0, 2), dtype=np.float32)
    known = before is not None and bool(np.isfinite(before).any())
    at = _begun(view, before) if known else _spiral(nodes)
    rounds, heat = (FEW_ROUNDS, CALM) if known else (ROUNDS, float(np.sqrt(nodes)) / 4 + 1)
    mass = (view.degree + 1).astype(np.float64)
    push = GRAVITY / mass.mean()
    matrix, pull = (
        view.matrix.astype(np.float64),
        np.asarray(view.matrix.sum(axis=1), dtype=np.float64).ravel()[:, None],
    )
    for turn in range(rounds):
        force = matrix @ at - pull * at + push * _push(at, mass) - GRAVITY * mass[:, None] * at
        force /= mass[:, None]  # the heavy move no further than the light
        length = np.hypot(*force.T)[:, None]
        limit = heat * (1 - turn / rounds) + 0.01
        at = at + force * np.minimum(1.0, limit / np.maximum(length, 1e-9))
    if not known:
        at = at - at.mean(axis=0)
    found: Floats = at.astype(np.float32)
    return found


def _spiral(nodes: int) -> Floats:
    number = np.arange(nodes)
    radius = np.sqrt(number + 0.5)
    return np.column_stack([radius * np.cos(number * GOLDEN), radius * np.sin(number * GOLDEN)])


def _begun(view: View, before: Floats | None) -> Floats:
    """Put who is new beside the mean of its known neighbours, or at the rim."""
    at = np.asarray(before, dtype=np.float64).copy()
    new: Bools = ~np.asarray(np.isfinite(at).all(axis=1))
    if not new.any():
        return at
    there: Floats = np.asarray(~new, dtype=np.float64)
    at = np.where(new[:, None], 0, at)
    counted, sums = np.asarray(view.matrix @ there), np.asarray(view.matrix @ at)
    rim = _spiral(len(at)) / np.sqrt(len(at)) * (np.abs(at[~new]).max() + 1)
    tied = new & (counted > 0)
    at[new] = rim[new]
    at[tied] = sums[tied] / counted[tied][:, None] + 0.3 * _spiral(len(at))[tied] / np.sqrt(len(at))
    return at


def _push(at: Floats, mass: Floats) -> Floats:
    return _exact(at, mass) if len(at) <= EXACT else _folded(at, mass)


def _exact(at: Floats, mass: Floats) -> Floats:
    inner = at @ at.T
    square = np.maximum(np.diag(inner)[:, None] + np.diag(inner)[None, :] - 2 * inner, 0) + 1e-3
    share = mass[:, None] * mass[None, :] / square
    found: Floats = at * share.sum(axis=1)[:, None] - share @ at
    return found


def _folded(at: Floats, mass: Floats) -> Floats:
    """Return the push of the masses on a grid at each node, by linear interpolation in the four cells around it."""
    low = at.min(axis=0)
    side = STEP ** np.ceil(np.log(float((at - low).max()) + 1) / np.log(STEP))
    cells = int(np.clip(2 ** np.round(np.log2(side)), COARSE, FINE))
    step = side / (cells - 1.001)
    place = (at - low) / step
    corner = np.floor(place).astype(np.int64)
    right, up = (place - corner).T
    first = corner[:, 0] * cells + corner[:, 1]
    around = (
        (first, (1 - right) * (1 - up)),
        (first + 1, (1 - right) * up),
        (first + cells, right * (1 - up)),
        (first + cells + 1, right * up),
    )
    spread = np.zeros(cells * cells)
    for cell, share in around:
        spread += np.bincount(cell, weights=mass * share, minlength=cells * cells)
    field = _field(spread.reshape(cells, cells), float(step))
    pushed: Floats = np.zeros_like(at)
    for cell, share in around:
        pushed += field[cell] * share[:, None]
    return pushed * mass[:, None]


def _field(spread: Floats, step: float) -> Floats:
    """Return the push at each point of a grid, (g * g, 2): the masses (g, g) folded with x / d^2 and y / d^2."""
    from scipy import fft  # noqa: PLC0415 - heavy, and only the builder needs it

    cells = len(spread)
    masses = fft.rfft2(spread, s=(2 * cells, 2 * cells))
    both = [
        fft.irfft2(masses * kernel, s=(2 * cells, 2 * cells))[:cells, :cells].ravel()
        for kernel in _kernels(cells, step)
    ]
    found: Floats = np.column_stack(both)
    return found


@lru_cache(maxsize=4)
def _kernels(cells: int, step: float) -> tuple[Any, Any]:
    """Return the two kernels of a grid of so many units a cell, transformed; softened within a cell."""
    from scipy import fft  # noqa: PLC0415 - the same

    offset = fft.fftfreq(2 * cells, d=1 / (2 * cells)) * step
    square = offset[:, None] ** 2 + offset[None, :] ** 2 + step**2 / 4 + 1e-3
    return fft.rfft2(offset[:, None] / square), fft.rfft2(offset[None, :] / square)


def communities(view: View, sweeps: int = 12) -> Ints:
    """Return for each node the number of its community, 0 upwards by size; -1 for nodes without edges.

    Labels spread along edges, the heaviest around a node wins, ties go to the label it has, else to one drawn by its number;
    half of the nodes move in each sweep, so that two never swap for ever (U. N. Raghavan, R. Albert, S. Kumara, Phys. Rev. E
    76, 2007). An edge weighs more by each neighbour that both its ends have: bridges carry no label over.
    """
    nodes = len(view.degree)
    label, drawn = np.arange(nodes), _drawn(np.arange(nodes))
    rows = np.repeat(np.arange(nodes), view.degree)
    together = view.weight * (1 + common(view))
    for sweep in range(sweeps):
        pairs, where = np.unique(rows * nodes + label[view.indices], return_inverse=True)
        heard = np.bincount(where, weights=together, minlength=len(pairs))
        node, said = pairs // nodes, pairs % nodes
        heard = np.round(heard, 5) + (said == label[node]) * 1e-6
        order = np.lexsort((drawn[said], -heard, node))
        mine, first = np.unique(node[order], return_index=True)
        chosen = label.copy()
        chosen[mine] = said[order][first]
        if (chosen == label).all():
            break
        label = np.where(drawn % 2 == sweep % 2, chosen, label)
    return _by_size(np.where(view.degree > 0, label, -1))


def _drawn(numbers: Ints) -> Ints:
    """Return a number for each that looks drawn and is always the same (D. Knuth's multiplicative hashing)."""
    return (numbers * 2654435761 % 2**32) >> 9


def _by_size(label: Ints) -> Ints:
    found: Ints = np.full(len(label), -1, dtype=np.int32)
    known, where, sizes = np.unique(label[label >= 0], return_inverse=True, return_counts=True)
    rank = np.empty(len(known), dtype=np.int32)
    rank[np.lexsort((known, -sizes))] = np.arange(len(known))
    found[label >= 0] = rank[where]
    return found
