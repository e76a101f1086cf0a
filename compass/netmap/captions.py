"""What stands below a picture that leaves the page: what signs and lines mean, of which day it is, where it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from compass.models import SECTOR_WORDS
from compass.netmap import lettering
from compass.netmap.shapes import Box, Drawing, Word, rounded

SIZE: Final = 13.0
HEIGHT: Final = 26.0
SIGN, LINE = 16.0, 44.0
NARROWEST: Final = 520.0


@dataclass(frozen=True)
class Entry:
    """One entry of the legend: a sector's key or a line's style, where its sign begins and the middle of it, its words."""

    sector: str
    style: int
    x: float
    y: float
    word: Word


@dataclass(frozen=True)
class Caption:
    """The legend, its last lines, and the box of drawing and legend together (left, top, width, height)."""

    entries: tuple[Entry, ...]
    lines: tuple[Word, ...]
    box: Box

    @property
    def letters(self) -> dict[str, str]:
        """The outlines of all its letters, by name."""
        words = [one.word for one in self.entries] + list(self.lines)
        glyphs = [lettering.glyph(letter, word.face) for word in words for letter in word.text]
        return {one.name: one.outline for one in glyphs if one.outline}


def below(drawing: Drawing, kinds: Mapping[str, int], said: Sequence[str]) -> Caption:
    """Return the caption of a drawing; `kinds` are styles by the words of their ties."""
    left, top, width, height = drawing.box
    if width < NARROWEST:
        left, width = left - (NARROWEST - width) / 2, NARROWEST
    wanted = [(sector.value, 0, SIGN, word) for sector, word in SECTOR_WORDS.items()]
    wanted += [("", style, LINE, words) for words, style in kinds.items()]
    entries, x, y = [], left + 12, top + height + HEIGHT
    for sector, style, sign, words in wanted:
        text = lettering.drawable(words)
        long = sign + 6 + _width(text)
        if x > left + 12 and x + long > left + width - 12:
            x, y = left + 12, y + HEIGHT
        entries.append(Entry(sector, style, round(x, 1), round(y, 1), _word(text, x + sign + 6, y)))
        x += long + 22
    lines = []
    for sentence in said:
        y += HEIGHT
        room = int((width - 24) / SIZE * lettering.EM)
        lines.append(_word(lettering.wrapped(lettering.drawable(sentence), room, lines=1)[0], left + 12, y))
    return Caption(tuple(entries), tuple(lines), rounded(left, top, width, y + HEIGHT - top))


def _width(text: str) -> float:
    return lettering.width(text) * SIZE / lettering.EM


def _word(text: str, x: float, y: float) -> Word:
    return Word(text, round(x, 1), round(y + SIZE * 0.35, 1), SIZE, width=round(_width(text), 1))
