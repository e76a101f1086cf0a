"""Where everybody stands in the picture: rings around one actor, or the whole network pushed and pulled into place.

Pure geometry with numpy: the same network gives the same picture in every run. Lengths are units of the drawing, the
middle is (0, 0), y grows downwards. Angles are radians, 0 to the right, growing clockwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Pairs = NDArray[np.int64]
ROUNDS: Final = 30
STARTS: Final = 8
STEPS: Final = 130
FULL: Final = 36
"""So many without a middle fill the sheet; fewer take less of it."""


@dataclass(frozen=True)
class Sheet:
    """A kind of drawing: how rings are stretched, how far out they lie with one, two and three of them; half its size without."""

    stretch: tuple[float, float]
    radii: tuple[tuple[float, ...], ...]
    half: tuple[float, float]

    def room(self, number: int) -> float:
        """Return how much of a ring one of so many takes."""
        return next(room for most, room in ROOMS if number <= most)


ROOMS: Final = ((70, 42.0), (140, 33.0), (10**6, 26.0))
WIDE: Final = Sheet((1.38, 1.0), ((215.0,), (188.0, 310.0), (130.0, 235.0, 340.0)), (520.0, 400.0))
NARROW: Final = Sheet((0.94, 1.22), ((138.0,), (112.0, 205.0), (92.0, 165.0, 240.0)), (330.0, 420.0))
"""For a wide page, and for a telephone held upright."""


@dataclass(frozen=True)
class Placed:
    """Where everybody stands (n x 2), and the half axes of each ring, from inside to outside."""

    at: Floats
    rings: tuple[tuple[float, float], ...] = ()


def rings(depths: Sequence[int], pairs: Sequence[tuple[int, int]], sheet: Sheet) -> Placed:
    """Place actors on rings by depth (the first one, depth 0, in the middle) so that those tied to each other are near.

    `pairs` are indices. Angles follow the mean of the neighbours' (barycentres, Sugiyama 1981) from several starts; then
    two beside each other change places as long as lines get shorter.
    """
    depth, ends, room = np.asarray(depths), _array(pairs), sheet.room(len(depths))
    angles = _angles(depth, ends)
    at = np.zeros((len(depth), 2))
    axes: list[float] = []
    wanted = sheet.radii[max(0, int(depth.max(initial=0)) - 1)]
    for ring in range(1, int(depth.max(initial=0)) + 1):
        here = np.flatnonzero(depth == ring)
        least = max(wanted[ring - 1], axes[-1] + room * 2 if axes else 0)
        radius, rows = _radius(len(here) * room, least)
        axes.append(radius)
        order = here[np.argsort(angles[here], kind="stable")]
        spread = _apart(angles[order], min(2 * np.pi / len(order), room / radius / rows))
        row = (np.arange(len(order)) % rows).astype(float)
        if len(order) % rows == 1:
            row[-1] = (rows - 1) / 2  # beside the first one, which is in the first row too
        out = radius + room * 0.62 * (row - (rows - 1) / 2)
        at[order, 0] = out * np.cos(spread) * sheet.stretch[0]
        at[order, 1] = out * np.sin(spread) * sheet.stretch[1]
    return Placed(at, tuple((one * sheet.stretch[0], one * sheet.stretch[1]) for one in axes))


def _array(pairs: Sequence[tuple[int, int]]) -> Pairs:
    return np.asarray(pairs, dtype=np.int64).reshape(-1, 2)


def _radius(length: float, least: float) -> tuple[float, int]:
    """Return a ring's radius and in how many rows its actors stand: it grows first, then rows are set."""
    needed = length / (2 * np.pi)
    rows = 1 if needed <= least * 1.25 else 2 if needed <= least * 2.5 else 3
    return max(least * (1 + 0.05 * (rows - 1)), needed / rows), rows


def _angles(depth: Pairs, ends: Pairs) -> Floats:
    """Return an angle for each: the best of several starts, each drawn from a fixed seed."""
    beyond = ends[(depth[ends] > 0).all(axis=1)]
    best, least = np.zeros(len(depth)), np.inf
    for start in range(STARTS):
        turned = _settled(depth, beyond, np.random.default_rng(start))
        length = _length(turned, beyond)
        if length < least - 1e-9:
            best, least = turned, length
    return _swapped(depth, beyond, best)


def _settled(depth: Pairs, ends: Pairs, chance: np.random.Generator) -> Floats:
    angles: Floats = chance.uniform(0, 2 * np.pi, len(depth))
    if not len(ends):
        return _ranked(depth, np.arange(len(depth)) * 1e-3)
    for _ in range(ROUNDS):
        unit = np.stack([np.cos(angles), np.sin(angles)], axis=1)
        pull = unit * 0.25
        np.add.at(pull, ends[:, 0], unit[ends[:, 1]])
        np.add.at(pull, ends[:, 1], unit[ends[:, 0]])
        angles = _ranked(depth, np.arctan2(pull[:, 1], pull[:, 0]), ends)
    return angles


def _ranked(depth: Pairs, angles: NDArray[np.floating], ends: Pairs | None = None) -> Floats:
    """Space the inner ring evenly, by how many hang behind each; further rings keep their angles with a small gap."""
    found = np.mod(angles, 2 * np.pi)
    for ring in range(1, int(depth.max(initial=0)) + 1):
        here = np.flatnonzero(depth == ring)
        order = here[np.argsort(found[here], kind="stable")]
        if ring > 1:
            found[order] = _apart(found[order], 2 * np.pi / len(order) * 0.7)
            continue
        weight = np.ones(len(depth))
        if ends is not None:
            outward = ends[depth[ends[:, 0]] != depth[ends[:, 1]]]
            np.add.at(weight, outward.ravel(), 0.25)
        share = np.minimum(weight[order], 3.0)
        middle = np.cumsum(share) - share / 2
        turn = (
            -np.pi if len(order) == 1 else np.pi / 2 if len(order) % 2 else -np.pi / 2
        )  # nobody right below the middle
        found[order] = middle / share.sum() * 2 * np.pi + turn
    ranked: Floats = found
    return ranked


def _length(angles: Floats, ends: Pairs) -> float:
    """Return how far tied ones are apart, over all ties: squared chords of the unit circle."""
    return float((1 - np.cos(angles[ends[:, 0]] - angles[ends[:, 1]])).sum()) if len(ends) else 0.0


def _swapped(depth: Pairs, ends: Pairs, angles: Floats) -> Floats:
    """Let two beside each other on a ring change places wherever that makes the lines shorter, for a few rounds."""
    touching = [ends[(ends == number).any(axis=1)] for number in range(len(depth))]
    for _ in range(4):
        changed = False
        for ring in range(1, int(depth.max(initial=0)) + 1):
            here = np.flatnonzero(depth == ring)
            order = here[np.argsort(angles[here], kind="stable")]
            for place in range(len(order)):
                one, other = order[place - 1], order[place]
                both = np.concatenate([touching[one], touching[other]])
                before = _length(angles, both)
                angles[[one, other]] = angles[[other, one]]
                if _length(angles, both) < before - 1e-9:
                    order[[place - 1, place]] = other, one
                    changed = True
                else:
                    angles[[one, other]] = angles[[other, one]]
        if not changed:
            break
    return angles


def _apart(angles: Floats, gap: float) -> Floats:
    """Move sorted angles as little as possible until each two beside each other are at least a gap apart, around the circle.

    Least squares under an order: pool adjacent violators (Barlow 1972) on the angles less their place times the gap.
    """
    number = len(angles)
    if number < 2:  # noqa: PLR2004 - one alone has all the room
        return angles
    cut = int(np.argmax(np.diff(np.append(angles, angles[0] + 2 * np.pi)))) + 1
    turned = np.concatenate([angles[cut:], angles[:cut] + 2 * np.pi])
    pooled = _pooled(turned - gap * np.arange(number)) + gap * np.arange(number)
    if pooled[-1] - pooled[0] > 2 * np.pi - gap + 1e-9:  # no room as they are: all at the same distance
        even = np.arange(number) * 2 * np.pi / number
        pooled = even + np.mean(turned - even)
    back: Floats = np.concatenate([pooled[number - cut :] - 2 * np.pi, pooled[: number - cut]])
    return back


def _pooled(values: Floats) -> Floats:
    """Return the nearest sequence that never falls."""
    blocks: list[tuple[float, int]] = []
    for value in values:
        blocks.append((float(value), 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (first, many), (second, more) = blocks[-2:]
            blocks[-2:] = [((first * many + second * more) / (many + more), many + more)]
    return np.repeat([mean for mean, _ in blocks], [many for _, many in blocks])


def free(number: int, pairs: Sequence[tuple[int, int]], sheet: Sheet) -> Placed:
    """Place a network without a middle: as its ties want it, on the sheet, nobody on another one."""
    share = float(np.clip(np.sqrt(number / FULL), 0.4, 1.0))
    sheet = replace(sheet, half=(sheet.half[0] * share, sheet.half[1] * share))
    room = 2 * float(np.sqrt(sheet.half[0] * sheet.half[1] / max(number, 4)))
    fitted = _fitted(_pushed(number, tuple(pairs)), sheet)
    return Placed(_parted(_fitted(_parted(fitted, room * 0.9), sheet), room * 0.55))


@lru_cache(maxsize=4)
def _pushed(number: int, pairs: tuple[tuple[int, int], ...]) -> Floats:
    """Return places of any size: ties pull, all push each other away (Fruchterman and Reingold 1991), hubs are held less.

    The sum of w(a,b) (a - b) over all b is a times the sum of w less w times all b: no array of n x n x 2 is needed.
    """
    ends, turn = _array(pairs), np.arange(number) * np.pi * (3 - np.sqrt(5))
    out = 0.55 * np.sqrt(np.arange(number) + 0.5)
    at = np.stack([out * np.cos(turn), out * np.sin(turn)], axis=1)
    degree = np.bincount(ends.ravel(), minlength=number) + 1.0
    for step in range(STEPS):
        push = 1 / (_squares(at) + 3e-4)
        force = at * push.sum(axis=1)[:, None] - push @ at - at * 0.09 * np.sqrt(degree)[:, None]
        pull = at[ends[:, 0]] - at[ends[:, 1]]
        pull *= (np.sqrt((pull**2).sum(axis=1)) / np.sqrt(degree[ends].min(axis=1)))[:, None]
        np.add.at(force, ends[:, 0], -pull)
        np.add.at(force, ends[:, 1], pull)
        far = np.sqrt((force**2).sum(axis=1, keepdims=True)) + 1e-9
        at = at + force / far * np.minimum(far, (1 - step / STEPS) ** 1.5)
    return at


def _squares(at: Floats) -> Floats:
    """Return the squared distances of all pairs."""
    square = (at**2).sum(axis=1)
    found: Floats = np.maximum(square[:, None] + square[None, :] - 2 * (at @ at.T), 0.0)
    return found


def _fitted(at: Floats, sheet: Sheet) -> Floats:
    """Turn a network's longest way to the sheet's longer side, and let it fill the sheet."""
    at = at - at.mean(axis=0)
    if len(at) < 3:  # noqa: PLR2004 - what has no width and no height fills nothing
        return np.stack([np.linspace(-1, 1, len(at)) * sheet.half[0] / 4, np.zeros(len(at))], axis=1)
    _, _, axes = np.linalg.svd(at, full_matrices=False)
    turned = at @ axes.T
    turned = turned * np.sign(turned[np.abs(turned).argmax(axis=0), range(2)])
    across = turned if sheet.half[0] > sheet.half[1] else turned[:, ::-1]
    across = across - (across.max(axis=0) + across.min(axis=0)) / 2
    fitted: Floats = across * np.asarray(sheet.half) / np.maximum(np.abs(across).max(axis=0), 1e-9)
    return fitted


def _parted(at: Floats, apart: float) -> Floats:
    """Push those who stand too near each other apart, a little in each round."""
    for _ in range(80):
        distance = np.sqrt(_squares(at)) + np.eye(len(at)) * 1e9
        near = np.maximum(0, apart - distance) / (distance + 1e-6)
        if not near.any():
            break
        at = at + (at * near.sum(axis=1)[:, None] - near @ at) * 0.35
    return at


def crossings(at: Floats, pairs: Sequence[tuple[int, int]]) -> int:
    """Return how many pairs of lines cross; lines with an end in common never do."""
    ends = _array(pairs)
    one, other = at[ends[:, 0]], at[ends[:, 1]]

    def side(first: Floats, second: Floats, point: Floats) -> Floats:
        along, to = second - first, point[None, :, :] - first[:, None, :]
        return np.sign(along[:, None, 0] * to[:, :, 1] - along[:, None, 1] * to[:, :, 0])

    apart = side(one, other, one) * side(one, other, other) < 0
    return int((apart & apart.T).sum() // 2)
