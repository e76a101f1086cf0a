"""What a picture of a net is made of: signs, lines and words with their places.

Lengths are units of the drawing, one CSS pixel on a wide page; y grows downwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from compass.netmap import layout, lettering
from compass.netmap.layout import Sheet
from compass.netmap.net import Link, Node

Box = tuple[float, float, float, float]
"""Left, top, right, bottom; where it says so, left, top, width, height."""


@dataclass(frozen=True)
class Word:
    """A line of letters: where it begins (its base line), how large, turned by how many degrees, how wide it is."""

    text: str
    x: float
    y: float
    size: float
    face: str = "r"
    turn: float = 0.0
    width: float = 0.0

    @property
    def glyphs(self) -> list[tuple[str, int]]:
        """Its glyphs: name and where each begins, in thousandths of its size."""
        return lettering.placed(self.text, self.face)

    @property
    def scale(self) -> float:
        """By what the font's own units are multiplied."""
        return round(self.size / lettering.EM, 5)


@dataclass(frozen=True)
class Mark:
    """An actor's sign: its middle, its radius, its name as far as there was room."""

    node: Node
    x: float
    y: float
    radius: float
    words: tuple[Word, ...] = ()
    is_center: bool = False

    @property
    def scale(self) -> float:
        """By what the sector's sign, 24 units wide, is multiplied."""
        return round(self.radius / 12, 3)

    @property
    def ground(self) -> Box:
        """The white behind its name: left, top, width, height."""
        if not self.words:
            return (0, 0, 0, 0)
        left, right = min(one.x for one in self.words), max(one.x + one.width for one in self.words)
        size, first, last = self.words[0].size, self.words[0].y, self.words[-1].y
        return rounded(left - 2, first - size * 0.85, right - left + 4, last - first + size * 1.15)


@dataclass(frozen=True)
class Stroke:
    """The line between two actors: its ends outside their signs, its style by kind, its words where there is room."""

    links: tuple[Link, ...]
    start: tuple[float, float]
    end: tuple[float, float]
    style: int
    near: bool
    word: Word | None = None


@dataclass(frozen=True)
class Drawing:
    """A whole picture; `box` is its view box: left, top, width, height."""

    box: Box
    marks: tuple[Mark, ...]
    strokes: tuple[Stroke, ...]
    rings: tuple[tuple[float, float], ...]

    @property
    def letters(self) -> dict[str, str]:
        """The outlines of all letters it needs, by name."""
        words = [word for mark in self.marks for word in mark.words] + [one.word for one in self.strokes if one.word]
        used = {(word.face, letter) for word in words for letter in word.text}
        glyphs = [lettering.glyph(letter, face) for face, letter in sorted(used)]
        return {one.name: one.outline for one in glyphs if one.outline}


@dataclass(frozen=True)
class Manner:
    """How much a drawing says: type sizes of middle, near and far names, how wide and how many names may be.

    With at most `ties` lines all of them say what they are, with more only those of the middle; with 0 none. `upright`: names
    stand above or below their signs rather than beside them.
    """

    sheet: Sheet
    sizes: tuple[float, float, float]
    widest: float
    named: int
    ties: int
    upright: bool = False


WIDE: Final = Manner(layout.WIDE, (17.0, 14.0, 13.0), 150.0, 300, 45)
NARROW: Final = Manner(layout.NARROW, (16.0, 14.0, 13.0), 96.0, 24, 0, upright=True)
"""Wide with words on the lines; for a telephone fewer names and no words on lines: the list says them."""


def rounded(*values: float) -> Box:
    """Return four lengths with one digit behind the point."""
    left, top, third, fourth = (round(value, 1) for value in values)
    return left, top, third, fourth
