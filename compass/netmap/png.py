"""The picture of a net as PNG, drawn with Pillow: twice as fine as the page, with its legend below it."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from functools import lru_cache
from math import cos, hypot, pi, sin
from typing import Any, Final

from compass.netmap import lettering
from compass.netmap.captions import LINE as SAMPLE
from compass.netmap.captions import SIGN, Caption
from compass.netmap.shapes import Drawing, Mark, Stroke, Word
from core import fonts

FINE: Final = 2
"""Pixels of the file to a unit of the drawing."""
OVER: Final = 2
"""Drawn larger by this and then averaged: Pillow's lines have steps."""
MOST: Final = 2000
"""Pixels of the longer side of a file."""
MANY, SLIM = 120, 0.7
"""More lines than this are drawn thinner, as on the page."""
COLOURS: Final = {
    "administration": "#1d4e89",
    "science": "#7b2d8b",
    "business": "#a84300",
    "civil_society": "#1b7a43",
}
INK, MUTED, FIRM, LINE, GOLD, PAPER = "#161a2b", "#4b5165", "#8c887f", "#d9d5cc", "#e0a91a", "#fcfbf8"
STYLES: Final[tuple[tuple[tuple[float, ...], float], ...]] = (
    ((), 1.6),
    ((), 3.6),
    ((10, 4), 1.6),
    ((10, 4, 2, 4), 1.6),
    ((2, 5), 2.4),
    ((5, 3.5), 1.6),
    ((1.5, 2.5), 1.6),
    ((14, 3, 2, 3, 2, 3), 1.6),
)
"""Dashes and width of the kinds of lines, as in templates/compass/netmap/parts.svg."""
LETTERS: Final[dict[str, tuple[tuple[tuple[float, float], ...], ...]]] = {
    "administration": (((7.6, 7.5), (12, 16.5), (16.4, 7.5)),),
    "science": (
        ((4.6, 8.5), (6.8, 15.5), (9.2, 9.5), (11.6, 15.5), (13.8, 8.5)),
        ((17.4, 11.3), (17.4, 15.5)),
        ((17.4, 8.3), (17.4, 8.8)),
    ),
    "business": (
        ((6.2, 14.8), (7.7, 20), (9.3, 15.8), (10.9, 20), (12.4, 14.8)),
        ((15.7, 13.6), (15.7, 18.6), (16.1, 19.6), (17.4, 19.9)),
        ((14.4, 15.3), (17.3, 15.3)),
    ),
    "civil_society": (((8.3, 8), (15.7, 8), (8.3, 16), (15.7, 16)),),
}
"""The letters of the sectors as lines in a box of 24, as in templates/ui/sector.html."""
_one_at_a_time = threading.Lock()


@lru_cache(maxsize=len(lettering.FACES))
def _font_file(face: str) -> bytes:
    """Return a face as a plain TrueType file."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only who draws a picture pays for it

    with TTFont(fonts.FOLDER / lettering.FACES[face]) as font:
        font.flavor = None
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()


class _Pen:
    """Draws in units of the drawing."""

    def __init__(self, caption: Caption) -> None:
        from PIL import Image, ImageDraw  # noqa: PLC0415 - only who draws a picture pays for it

        self.left, self.top, width, height = caption.box
        self.slim = 1.0
        self.fine = min(FINE, MOST / max(width, height)) * OVER
        self.sheet = Image.new("RGB", (round(width * self.fine), round(height * self.fine)), "#fff")
        self.draw = ImageDraw.Draw(self.sheet)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return a place in pixels."""
        return ((x - self.left) * self.fine, (y - self.top) * self.fine)

    def line(self, points: Sequence[tuple[float, float]], colour: str, width: float) -> None:
        """Draw a line with round ends and corners."""
        placed = [self.at(*point) for point in points]
        broad = max(1, round(width * self.fine))
        self.draw.line(placed, colour, broad, joint="curve")
        for x, y in (placed[0], placed[-1]) if broad > 3 else ():  # noqa: PLR2004 - thin ends need none
            half = broad / 2 - 0.5
            self.draw.ellipse((x - half, y - half, x + half, y + half), colour)

    def dashed(self, start: tuple[float, float], end: tuple[float, float], style: int, colour: str) -> None:
        """Draw a line in a style."""
        dashes, width = STYLES[style][0], STYLES[style][1] * self.slim
        length = hypot(end[0] - start[0], end[1] - start[1])
        if not dashes or not length:
            self.line((start, end), colour, width)
            return
        across, down = (end[0] - start[0]) / length, (end[1] - start[1]) / length
        place, turn = 0.0, 0
        while place < length:
            further = min(length, place + dashes[turn % len(dashes)])
            if turn % 2 == 0:
                ends = [(start[0] + across * along, start[1] + down * along) for along in (place, further)]
                self.draw.line([self.at(*one) for one in ends], colour, max(1, round(width * self.fine)))
            place, turn = further, turn + 1

    def oval(self, x: float, y: float, rx: float, ry: float, **look: Any) -> None:  # noqa: ANN401 - Pillow's fill, outline, width
        """Draw an ellipse."""
        (left, top), (right, bottom) = self.at(x - rx, y - ry), self.at(x + rx, y + ry)
        self.draw.ellipse((left, top, right, bottom), **look)

    def sign(self, sector: str, left: float, top: float, scale: float) -> None:
        """Draw the sign of a sector."""

        def place(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
            return [self.at(left + x * scale, top + y * scale) for x, y in points]

        colour = COLOURS[sector]
        if sector == "science":
            self.oval(left + 12 * scale, top + 12 * scale, 11 * scale, 11 * scale, fill=colour)
        elif sector == "administration":
            (x0, y0), (x1, y1) = place([(2, 2), (22, 22)])
            self.draw.rounded_rectangle((x0, y0, x1, y1), 2 * scale * self.fine, colour)
        else:
            corners: dict[str, list[tuple[float, float]]] = {
                "business": [(12, 0.8), (23.6, 22.4), (0.4, 22.4)],
                "civil_society": [(12, 0), (24, 12), (12, 24), (0, 12)],
            }
            self.draw.polygon(place(corners[sector]), colour)
        for stroke in LETTERS[sector]:
            self.line([(left + x * scale, top + y * scale) for x, y in stroke], "#fff", 1.7 * scale)

    def word(self, word: Word, colour: str, *, ground: bool = False) -> None:
        """Write a line of letters, turned where it is."""
        from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 - as above

        font = ImageFont.truetype(
            io.BytesIO(_font_file(word.face)), word.size * self.fine, layout_engine=ImageFont.Layout.BASIC
        )
        if not word.turn:
            self.draw.text(self.at(word.x, word.y), word.text, colour, font, anchor="ls")
            return
        turned, size = word.turn * pi / 180, word.size
        wide, high = round((word.width + 4) * self.fine), round(size * 1.25 * self.fine)
        strip = Image.new("RGBA", (wide, high), "#ffffffdb" if ground else "#ffffff00")
        ImageDraw.Draw(strip).text((2 * self.fine, size * 0.95 * self.fine), word.text, colour, font, anchor="ls")
        strip = strip.rotate(-word.turn, Image.Resampling.BICUBIC, expand=True)
        across, up = word.width / 2, size * 0.325
        middle = self.at(
            word.x + across * cos(turned) + up * sin(turned), word.y + across * sin(turned) - up * cos(turned)
        )
        self.sheet.paste(strip, (round(middle[0] - strip.width / 2), round(middle[1] - strip.height / 2)), strip)


def of(drawing: Drawing, caption: Caption) -> bytes:
    """Return the file of a drawing and its caption; one at a time in a process."""
    with _one_at_a_time:
        pen = _Pen(caption)
        for place, (rx, ry) in enumerate(reversed(drawing.rings)):
            pen.oval(0, 0, rx, ry, outline=LINE, width=round(pen.fine), **({"fill": PAPER} if not place else {}))
        pen.slim = SLIM if len(drawing.strokes) > MANY else 1.0
        for stroke in drawing.strokes:
            _stroke(pen, stroke)
        pen.slim = 1.0
        for stroke in drawing.strokes:
            if stroke.word:
                pen.word(stroke.word, MUTED, ground=True)
        for mark in reversed(drawing.marks):
            _mark(pen, mark)
        _caption(pen, caption)
        out = io.BytesIO()
        pen.sheet.reduce(OVER).save(out, "PNG", optimize=False)
    return out.getvalue()


def _stroke(pen: _Pen, stroke: Stroke) -> None:
    pen.dashed(stroke.start, stroke.end, stroke.style, MUTED if stroke.near else FIRM)


def _mark(pen: _Pen, mark: Mark) -> None:
    if mark.words:
        left, top, width, height = mark.ground
        (x0, y0), (x1, y1) = pen.at(left, top), pen.at(left + width, top + height)
        pen.draw.rectangle((x0, y0, x1, y1), "#fff")
    if mark.is_center:
        around = mark.radius + 7
        pen.oval(mark.x, mark.y, around + 2, around + 2, fill=GOLD)
        pen.oval(mark.x, mark.y, around - 2, around - 2, fill="#fff")
    pen.sign(mark.node.sector.value, mark.x - mark.radius, mark.y - mark.radius, mark.radius / 12)
    for word in mark.words:
        pen.word(word, INK)


def _caption(pen: _Pen, caption: Caption) -> None:
    for one in caption.entries:
        if one.sector:
            pen.sign(one.sector, one.x, one.y - SIGN / 2, SIGN / 24)
        else:
            pen.dashed((one.x, one.y), (one.x + SAMPLE, one.y), one.style, INK)
        pen.word(one.word, INK)
    for word in caption.lines:
        pen.word(word, MUTED)
