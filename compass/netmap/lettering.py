"""Words of a drawing as outlines of the house's font: a picture holds no text, it looks the same wherever it is opened.

Lengths are thousandths of the type size. The font is read once; a letter it lacks is drawn as core.fonts says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from core import fonts

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FACES: Final = {"r": "FiraSans-Regular.woff2", "b": "FiraSans-Bold.woff2"}
"""Faces by the letter that stands before a glyph's name."""
EM: Final = 1000
MORE: Final = "…"
FIRM: Final = "\u00a0"
SHORT: Final = re.compile(r"\b(\w\.) (?=\w\.)")


@dataclass(frozen=True)
class Glyph:
    """One letter: its name in the drawing, its outline (path data, y downwards), how far it moves on."""

    name: str
    outline: str
    advance: int


@lru_cache(maxsize=len(FACES))
def font(face: str) -> TTFont:
    """Return a face, read from its file."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only who draws a picture pays for it

    return TTFont(fonts.FOLDER / FACES[face])


@lru_cache(maxsize=len(FACES))
def _tables(face: str) -> tuple[Any, dict[int, str]]:
    read = font(face)
    return read.getGlyphSet(), read.getBestCmap()


@lru_cache(maxsize=2048)
def glyph(letter: str, face: str = "r") -> Glyph:
    """Return a letter of a face; one that the face lacks is a question mark."""
    from fontTools.pens.svgPathPen import SVGPathPen  # noqa: PLC0415 - as above
    from fontTools.pens.transformPen import TransformPen  # noqa: PLC0415 - as above

    glyphs, known = _tables(face)
    code = ord(letter) if ord(letter) in known else ord("?")
    drawn = glyphs[known[code]]
    pen = SVGPathPen(glyphs, ntos=lambda value: str(round(value)))
    drawn.draw(TransformPen(pen, (1, 0, 0, -1, 0, 0)))
    return Glyph(f"{face}{code:x}", pen.getCommands(), round(drawn.width))


def drawable(text: str) -> str:
    """Return what of a text can be drawn, on one line; short words with a full stop stay beside each other (e. V.)."""
    return SHORT.sub(f"\\1{FIRM}", " ".join(fonts.drawable(text).replace(fonts.SOFT_HYPHEN, "").split()))


def width(text: str, face: str = "r") -> int:
    """Return how wide a line is."""
    return sum(glyph(letter, face).advance for letter in text)


def placed(text: str, face: str = "r") -> list[tuple[str, int]]:
    """Return the glyphs of a line that leave a mark: name and where each begins."""
    found, left = [], 0
    for letter in text:
        one = glyph(letter, face)
        if one.outline:
            found.append((one.name, left))
        left += one.advance
    return found


def wrapped(text: str, most: int, face: str = "r", lines: int = 2) -> list[str]:
    """Break a text into at most so many lines of at most a width; what does not fit ends in three dots."""
    found: list[str] = []
    rest = text.split(" ") if text else []
    while rest and len(found) < lines:
        last = len(found) == lines - 1
        line = rest.pop(0)
        if not last and width(line, face) > most and (parts := _broken(line, most, face)):
            found.append(parts[0])
            rest.insert(0, parts[1])
            continue
        while rest and width(f"{line} {rest[0]}", face) <= most:
            line = f"{line} {rest.pop(0)}"
        if (last and rest) or width(line, face) > most:
            line = _cut(line, most, face, more=bool(last and rest))
        found.append(line)
    return found


def _broken(word: str, most: int, face: str) -> tuple[str, str] | None:
    """Return a long word in two parts, hyphenated as German words are; None where no first part is short enough."""
    for place in reversed(_hyphens()(word)):
        if width(first := f"{word[:place].rstrip('-')}-", face) <= most:
            return first, word[place:]
    return None


@lru_cache(maxsize=1)
def _hyphens() -> Callable[[str], list[int]]:
    import pyphen  # type: ignore[import-untyped]  # noqa: PLC0415 - has no types; only who draws pays for its dictionary

    known: Callable[[str], list[int]] = pyphen.Pyphen(lang="de_DE").positions
    return known


def _cut(line: str, most: int, face: str, *, more: bool) -> str:
    if not more and width(line, face) <= most:
        return line
    while line and width(f"{line}{MORE}", face) > most:
        line = line[:-1]
    return f"{line.rstrip(' ,-')}{MORE}"
