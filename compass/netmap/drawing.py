"""The picture of a net, the same for the page, the SVG file and the PNG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import atan2, cos, sin, sqrt
from typing import Final

from compass.netmap import layout
from compass.netmap.net import Link, Net, Node
from compass.netmap.shapes import Box, Drawing, Manner, Mark, Stroke, rounded
from compass.netmap.writing import Paper, named, worded

STYLES: Final = 8
"""Kinds of lines that can be told apart."""
EDGE: Final = 6.0
CENTER: Final = 25.0
RING: Final = 9.0
"""How far the gold ring lies around the one in the middle."""


def styles(net: Net, kinds: Sequence[str]) -> dict[str, int]:
    """Return the style of each kind of tie in a picture: its place in the office's order, from 0."""
    present = {link.kind for link in net.links}
    return {kind: place % STYLES for place, kind in enumerate(kinds) if kind in present}


def draw(net: Net, sizes: Mapping[int, float], kinds: Sequence[str], manner: Manner) -> Drawing:
    """Return the picture of a net; `sizes` hold a number from 0 to 1 by id, `kinds` all kinds of ties in their order."""
    index = {node.id: place for place, node in enumerate(net.nodes)}
    ends = [(index[one], index[other]) for one, other in net.pairs]
    if net.center is None:
        placed = layout.free(len(net.nodes), ends, manner.sheet)
    else:
        placed = layout.rings([node.depth for node in net.nodes], ends, manner.sheet)
    room = manner.sheet.room(len(net.nodes))
    marks = [
        Mark(
            node,
            round(float(x), 1),
            round(float(y), 1),
            round(_radius(node, net, sizes[node.id], room), 1),
            is_center=node.id == net.center,
        )
        for node, (x, y) in zip(net.nodes, placed.at, strict=True)
    ]
    paper = Paper(marks)
    marked = named(marks, net, manner, paper)
    by_id = {mark.node.id: mark for mark in marked}
    look = styles(net, kinds)
    strokes = [_stroke(by_id[one], by_id[other], links, look, net) for (one, other), links in net.pairs.items()]
    return Drawing(_box(marked, placed.rings), tuple(marked), worded(strokes, manner, paper), placed.rings)


def _radius(node: Node, net: Net, size: float, room: float) -> float:
    if node.id == net.center:
        return CENTER
    return room * (0.25 + 0.2 * sqrt(size))


def _stroke(one: Mark, other: Mark, links: tuple[Link, ...], look: Mapping[str, int], net: Net) -> Stroke:
    turn = atan2(other.y - one.y, other.x - one.x)
    out, back = one.radius + 1, other.radius + 1
    start = (round(one.x + out * cos(turn), 1), round(one.y + out * sin(turn), 1))
    end = (round(other.x - back * cos(turn), 1), round(other.y - back * sin(turn), 1))
    near = net.center in {one.node.id, other.node.id}
    return Stroke(links, start, end, look[links[0].kind], near)


def _box(marks: Sequence[Mark], rings: Sequence[tuple[float, float]]) -> Box:
    """Return the view box: everything drawn and a small margin, the middle in its middle where there is one."""
    out = [(m, m.radius + (RING if m.is_center else 1)) for m in marks]
    boxes = [(m.x - far, m.y - far, m.x + far, m.y + far) for m, far in out]
    grounds = [mark.ground for mark in marks if mark.words]
    boxes += [(left, top, left + width, top + height) for left, top, width, height in grounds]
    left, top = min((b[0] for b in boxes), default=0), min((b[1] for b in boxes), default=0)
    right, bottom = max((b[2] for b in boxes), default=0), max((b[3] for b in boxes), default=0)
    if rings:
        right, bottom = max(right, rings[-1][0]), max(bottom, rings[-1][1])
        right = max(right, -left)
        left, bottom = -right, max(bottom, -top)
        top = -bottom
    return rounded(left - EDGE, top - EDGE, right - left + 2 * EDGE, bottom - top + 2 * EDGE)


def relative(measured: Mapping[int, float]) -> dict[int, float]:
    """Return measures as shares of the largest, 0 to 1."""
    most = max(measured.values(), default=0.0)
    return {number: value / most if most else 0.4 for number, value in measured.items()}
