"""Where words stand in a picture: on no sign and on no other word; what finds no such place is left to the list beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import atan2, ceil, cos, degrees, hypot, sin
from typing import Final

from compass.netmap import lettering
from compass.netmap.net import Link, Net
from compass.netmap.shapes import Box, Manner, Mark, Stroke, Word

AHEAD, BACK = "›", "‹"
LINE: Final = 1.16
"""Distance of two lines of a name, in type sizes."""
LARGE: Final = 70
"""So many actors at most are named in the larger type."""


class Paper:
    """What is taken of the paper, in boxes; asks whether another one is free."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._taken: list[Box] = [
            (m.x - m.radius - 2, m.y - m.radius - 2, m.x + m.radius + 2, m.y + m.radius + 2) for m in marks
        ]

    def free(self, boxes: Sequence[Box]) -> bool:
        """Tell whether none of some boxes touches what is taken."""
        return not any(
            one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
            for one in boxes
            for other in self._taken
        )

    def take(self, boxes: Iterable[Box]) -> None:
        """Take some boxes."""
        self._taken += boxes


def named(marks: Sequence[Mark], net: Net, manner: Manner, paper: Paper) -> list[Mark]:
    """Give names to as many as find room, the middle first, then by nearness and number of ties; the marks keep their order."""
    order = sorted(
        range(len(marks)),
        key=lambda at: (marks[at].node.depth, -len(net.neighbours[marks[at].node.id]), marks[at].node.id),
    )
    found = list(marks)
    for at in order[: manner.named]:
        words = _name(marks[at], net, manner, paper)
        mark = marks[at]
        found[at] = replace(mark, words=words)
    return found


def _name(mark: Mark, net: Net, manner: Manner, paper: Paper) -> tuple[Word, ...]:
    middle = mark.is_center
    size = manner.sizes[0 if middle else 1 if mark.node.depth <= 1 and len(net.nodes) <= LARGE else 2]
    face = "b" if middle else "r"
    text = lettering.drawable(mark.node.name)
    for lines in (3, 2, 1) if " " in text else (1,):
        most = int(manner.widest * (1.4 if middle else 1) / size * lettering.EM)
        rows = lettering.wrapped(text, most, face, lines)
        widths = [lettering.width(row, face) * size / lettering.EM for row in rows]
        for x, y, align in _places(
            mark, len(rows) * size * LINE, framed=net.center is not None, upright=manner.upright
        ):
            words = tuple(
                Word(
                    row,
                    round(x - width * align, 1),
                    round(y + size * (0.82 + LINE * place), 1),
                    size,
                    face,
                    0.0,
                    round(width, 1),
                )
                for place, (row, width) in enumerate(zip(rows, widths, strict=True))
            )
            box = Mark(mark.node, 0, 0, 0, words).ground
            taken = (box[0], box[1], box[0] + box[2], box[1] + box[3])
            if paper.free([taken]):
                paper.take([taken])
                return words
    return ()


def _places(mark: Mark, height: float, *, framed: bool, upright: bool) -> list[tuple[float, float, float]]:
    """Return where a name may stand, best first: (x of its anchor, top, share of its width left of the anchor)."""
    gap = mark.radius + (5 if mark.node.depth or not framed else 13)
    right, left = (mark.x + gap, mark.y - height / 2, 0.0), (mark.x - gap, mark.y - height / 2, 1.0)
    below, above = (mark.x, mark.y + gap - 2, 0.5), (mark.x, mark.y - gap + 2 - height, 0.5)
    if not framed or mark.node.depth == 0:
        return [below, right, left, above]
    steep = upright or abs(mark.y) > abs(mark.x) * 1.5
    outward = [below if mark.y >= 0 else above]
    sideways = [right, left] if mark.x >= 0 else [left, right]
    back = [above if mark.y >= 0 else below]
    return [*outward, *sideways, *back] if steep else [sideways[0], *outward, *back, sideways[1]]


def worded(strokes: Sequence[Stroke], manner: Manner, paper: Paper) -> tuple[Stroke, ...]:
    """Write on the lines what the ties are called, those of the middle first, while there is room."""
    found, all_of_them = list(strokes), len(strokes) <= manner.ties
    for at in sorted(range(len(strokes)), key=lambda at: (not strokes[at].near, at)):
        one = strokes[at]
        if manner.ties and (one.near or all_of_them) and (word := _word(one, paper)):
            found[at] = replace(one, word=word)
    return tuple(found)


def _word(stroke: Stroke, paper: Paper) -> Word | None:
    """Return the words along a line, read from left to right; an open arrow says who is tied to whom. None without room."""
    (x0, y0), (x1, y1) = stroke.start, stroke.end
    forward = stroke.links[0].first < stroke.links[0].second  # pairs begin with the smaller id
    if x1 < x0:
        x0, y0, x1, y1, forward = x1, y1, x0, y0, not forward
    text, size = _said(stroke.links, forward=forward), 11.5
    width = lettering.width(text) * size / lettering.EM
    length, turn = hypot(x1 - x0, y1 - y0), atan2(y1 - y0, x1 - x0)
    if length < width + 8:
        return None
    for share in (0.5, 0.62, 0.38, 0.74, 0.26):
        middle = (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share)
        if min(share, 1 - share) * length < width / 2 + 3:
            continue
        boxes = _along(middle, turn, width, size)
        if paper.free(boxes):
            paper.take(boxes)
            left = -width / 2
            x = middle[0] + left * cos(turn) - size * 0.34 * sin(turn)
            y = middle[1] + left * sin(turn) + size * 0.34 * cos(turn)
            return Word(text, round(x, 1), round(y, 1), size, "r", round(degrees(turn), 1), round(width, 1))
    return None


def _said(links: Sequence[Link], *, forward: bool) -> str:
    link = links[0]
    text = lettering.drawable(link.outward)
    more = f" +{len(links) - 1}" if len(links) > 1 else ""
    if link.outward == link.inward:
        return f"{text}{more}"
    return f"{text}{more} {AHEAD}" if forward else f"{BACK} {text}{more}"


def _along(middle: tuple[float, float], turn: float, width: float, size: float) -> list[Box]:
    """Return small boxes that cover a turned line of words."""
    half, steps = size * 0.62, max(1, ceil(width / size))
    found = []
    for step in range(steps):
        away = (step + 0.5) / steps * width - width / 2
        x, y = middle[0] + away * cos(turn), middle[1] + away * sin(turn)
        found.append((x - half, y - half, x + half, y + half))
    return found
