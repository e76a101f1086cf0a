"""Dringlich und machbar: where each vision stands in a square of five by five, so that no mark hides another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dialogues.models import Vision
from radar.picture import digits

CELL = 84
"""Edge of one of the 25 fields in units of the drawing."""
STEPS = 5
SIDE = CELL * STEPS
AROUND = ((0, 0), (-21, -21), (21, 21), (-21, 21), (21, -21))
"""Where the marks of one field stand around its middle; a sixth and more make a heap that the table tells apart."""


@dataclass(frozen=True)
class Mark:
    """One vision in the drawing: its number on the page, middle in units from the upper left, glyphs of the number."""

    number: int
    title: str
    x: int
    y: int
    glyphs: list[tuple[str, float]]


@dataclass(frozen=True)
class Row:
    """One vision in the table beside the drawing."""

    number: int
    vision: Vision

    @property
    def urgency(self) -> str:
        """Urgency as people read it."""
        return _of_five(self.vision.urgency)

    @property
    def feasibility(self) -> str:
        """Feasibility as people read it."""
        return _of_five(self.vision.feasibility)


def _of_five(number: int | None) -> str:
    return "noch offen" if number is None else f"{number} von {STEPS}"


def rows(visions: Sequence[Vision]) -> list[Row]:
    """Number visions as they stand in the result."""
    return [Row(number, one) for number, one in enumerate(visions, start=1)]


def marks(numbered: Sequence[Row]) -> list[Mark]:
    """Return the marks of all visions that were judged in both: more feasible to the right, more urgent upwards."""
    fields: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in numbered:
        if row.vision.urgency is not None and row.vision.feasibility is not None:
            fields[row.vision.feasibility, row.vision.urgency].append(row)
    return [
        Mark(
            row.number,
            row.vision.title,
            (feasible - 1) * CELL + CELL // 2 + _around(place, len(field))[0],
            (STEPS - urgent) * CELL + CELL // 2 + _around(place, len(field))[1],
            digits(str(row.number)),
        )
        for (feasible, urgent), field in fields.items()
        for place, row in enumerate(field)
    ]


def _around(place: int, among: int) -> tuple[int, int]:
    """Return how far a mark stands from the middle of its field, which is free for one alone."""
    spots = AROUND[:1] if among == 1 else AROUND[1:] if among < len(AROUND) else AROUND
    return spots[place % len(spots)]
