"""The drawing of the Themenradar: pure geometry, from what lies where to points on a disc.

Lengths are units of the drawing's own box (768 wide, middle at 0, y grows downwards), angles are degrees, clockwise
from nine o'clock: 0 left, 90 top, 180 right, 270 bottom. A quarter belongs to a Handlungsfeld and is divided evenly
among its Aktionsfelder on offer; the rings of one such part are the cells, and a cell holds fixed places for marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import asin, cos, degrees, hypot, radians, sin
from zlib import crc32

from radar.blips import Blip, Ring
from radar.queries import Area, Field

EDGE = 384.0
"""Half the width of the drawing's box."""
RADII = {Ring.LASTING: 118.0, Ring.DONE: 206.0, Ring.TRIED: 294.0, Ring.IMPULSE: 382.0}
"""Outer radius of each ring, from inside to outside."""
ROWS = {
    Ring.LASTING: (60.0, 99.0),
    Ring.DONE: (140.0, 184.0),
    Ring.TRIED: (228.0, 272.0),
    Ring.IMPULSE: (316.0, 360.0),
}
"""Radii on which marks may stand: each ring has two rows."""
ROOM = 19.0
"""A mark with its number fits into a circle of this radius; two marks are never nearer than twice that."""
NAMES = {Ring.LASTING: (44.0, 62.0), Ring.DONE: (162.0, 57.0), Ring.TRIED: (250.0, 46.0), Ring.IMPULSE: (338.0, 40.0)}
"""Where a ring's name stands on the upper axis, and half its width with its white ground."""
NAME_HEIGHT = 12.0
MARK_HALF = 14.0
TOP = 90.0
CORNER = (33.0, 57.0)
"""Degrees within a quarter between which a name stands in the corner of the drawing instead of at a side."""
GLYPHS = {"0": 58, "1": 46, "2": 51, "3": 52, "4": 56, "5": 53, "6": 56, "7": 46, "8": 57, "9": 55, "+": 54}
"""How far each digit of Fira Sans 600 moves on, in hundredths of the type size."""
PLUS = "plus"
TYPE = 0.18
"""Type size of numbers in units per hundredth: 18 units, about 13 px on a wide page."""


@dataclass(frozen=True)
class Point:
    """A place in the drawing: x to the right, y downwards, from the middle."""

    x: float
    y: float


@dataclass(frozen=True)
class Part:
    """The part of the disc that belongs to an Aktionsfeld: from one angle to another, both in 0..360."""

    area: Area
    start: float
    end: float

    @property
    def spot(self) -> str:
        """Where the Aktionsfeld's name stands: quarter from 1, then 1 near its beginning, 2 in its corner, 3 near its end."""
        quarter, within = divmod((self.start + self.end) / 2, 90)
        return f"{int(quarter) + 1}-{1 if within < CORNER[0] else 2 if within <= CORNER[1] else 3}"


@dataclass(frozen=True)
class Quarter:
    """The part of the disc that belongs to a Handlungsfeld; `place` counts clockwise from the upper left, from 1."""

    field: Field
    place: int
    outline: str
    sign: Point


@dataclass(frozen=True)
class Mark:
    """One drawn thing with its number in the table."""

    blip: Blip
    number: int
    x: float
    y: float

    @property
    def glyphs(self) -> list[tuple[str, float]]:
        """Its number as glyphs and where each begins."""
        return digits(str(self.number))


@dataclass(frozen=True)
class Rest:
    """What a full cell does not show: how many, and the Aktionsfeld they lie in."""

    area: Area
    number: int
    x: float
    y: float

    @property
    def glyphs(self) -> list[tuple[str, float]]:
        """Its number with a plus, as glyphs and where each begins."""
        return digits(f"+{self.number}")


@dataclass(frozen=True)
class Picture:
    """Everything the drawing shows; `spokes` are the lines between Aktionsfelder, `rings` radii from inside to outside."""

    quarters: tuple[Quarter, ...]
    parts: tuple[Part, ...]
    spokes: tuple[str, ...]
    rings: tuple[float, ...]
    marks: tuple[Mark, ...]
    rests: tuple[Rest, ...]

    @property
    def names(self) -> dict[str, list[str]]:
        """The names of the Aktionsfelder by the spot around the disc where they stand."""
        found: dict[str, list[str]] = {}
        for part in self.parts:
            found.setdefault(part.spot, []).append(part.area.name)
        return found

    @property
    def drawn(self) -> int:
        """How many things have a mark of their own."""
        return len(self.marks)


def at(radius: float, angle: float) -> Point:
    """Return the point at a radius and an angle, rounded to a tenth of a unit."""
    return Point(round(-radius * cos(radians(angle)), 1), round(-radius * sin(radians(angle)), 1))


def parts(fields: Sequence[Field]) -> tuple[Part, ...]:
    """Return the parts of the disc; a Handlungsfeld with no Aktionsfeld on offer keeps an empty quarter."""
    found = []
    for place, field in enumerate(fields):
        width = 360 / len(fields)
        step = width / max(1, len(field.areas))
        found += [
            Part(area, place * width + i * step, place * width + (i + 1) * step) for i, area in enumerate(field.areas)
        ]
    return tuple(found)


@cache
def places(ring: Ring, start: float, end: float) -> tuple[Point, ...]:
    """Return the places for marks in a cell, at least ROOM from its edges; a very narrow cell has none."""
    found = []
    for radius in ROWS[ring]:
        low, high = start + _gap(ring, radius, start), end - _gap(ring, radius, end)
        if high < low:
            continue
        nearest = 2 * degrees(asin(min(1.0, ROOM / radius)))
        steps = int((high - low) / nearest)
        if steps == 0:
            found.append(at(radius, (low + high) / 2))
        else:
            found += [at(radius, low + (high - low) * i / steps) for i in range(steps + 1)]
    return tuple(found)


def _gap(ring: Ring, radius: float, edge: float) -> float:
    """Return how many degrees a row keeps from an edge of its cell: wider where a ring's name stands on the upper axis."""
    middle, half = NAMES[ring]
    named = edge == TOP and abs(radius - middle) < ROOM + NAME_HEIGHT
    return degrees(asin(min(1.0, (half + MARK_HALF if named else ROOM + 1) / radius)))


def arrange(where: Sequence[Point], names: Iterable[tuple[str, int]], *, kept: int = 0) -> dict[tuple[str, int], Point]:
    """Give each (kind, id) a place: the one its name leads to, or the next free one; earlier names come first.

    The last `kept` places stay empty, and nobody else moves for it. Raises ValueError when there are more names than places.
    """
    free = set(range(len(where) - kept))
    found = {}
    for kind, number in names:
        if not free:
            raise ValueError("more marks than places")
        place = crc32(f"{kind}:{number}".encode()) % len(where)
        while place not in free:
            place = (place + 1) % len(where)
        free.remove(place)
        found[kind, number] = where[place]
    return found


def draw(fields: Sequence[Field], numbered: Mapping[Blip, int]) -> Picture:
    """Return the drawing of the things that have a number in the table; a thing without a part on the disc is left out."""
    shares = parts(fields)
    cells: dict[tuple[int, Ring], list[Blip]] = {}
    for blip in numbered:
        cells.setdefault((blip.area_id, blip.ring), []).append(blip)
    marks: list[Mark] = []
    rests: list[Rest] = []
    for part in shares:
        for ring in Ring:
            here, rest = _cell(part, ring, cells.get((part.area.id, ring), []))
            marks += [Mark(blip, numbered[blip], point.x, point.y) for blip, point in here.items()]
            rests += rest
    return Picture(
        tuple(_quarter(field, place, len(fields)) for place, field in enumerate(fields)),
        shares,
        tuple(_spoke(one.end) for one, other in pairwise(shares) if one.area.field_id == other.area.field_id),
        tuple(RADII.values()),
        tuple(marks),
        tuple(rests),
    )


def _cell(part: Part, ring: Ring, blips: Sequence[Blip]) -> tuple[dict[Blip, Point], list[Rest]]:
    """Put the things of one cell on its places; in a full one the last place counts the rest: older ideas first."""
    where = places(ring, part.start, part.end)
    if not blips or not where:
        return {}, []
    rest = []
    if len(blips) > len(where):
        last, most = where[-1], len(where) - 1
        rest.append(Rest(part.area, len(blips) - most, last.x, last.y))
        blips = sorted(blips, key=lambda b: (b.kind == "idea", -b.id))[:most]
    named = {(b.kind, b.id): b for b in sorted(blips, key=lambda b: (b.kind == "idea", b.id))}
    return {named[name]: point for name, point in arrange(where, named, kept=len(rest)).items()}, rest


def _quarter(field: Field, place: int, among: int) -> Quarter:
    width, radius = 360 / among, RADII[Ring.IMPULSE]
    one, other = at(radius, place * width), at(radius, (place + 1) * width)
    outline = f"M0 0L{one.x} {one.y}A{radius} {radius} 0 0 1 {other.x} {other.y}z"
    corner = at(hypot(EDGE, EDGE) - 76, (place + 0.5) * width)
    return Quarter(field, place + 1, outline, corner)


def _spoke(angle: float) -> str:
    end = at(RADII[Ring.IMPULSE], angle)
    return f"M0 0L{end.x} {end.y}"


def digits(written: str) -> list[tuple[str, float]]:
    """Return the glyphs of a number and where each begins, in units, so that the whole is centred on 0."""
    left = -sum(GLYPHS[glyph] for glyph in written) * TYPE / 2
    found = []
    for glyph in written:
        found.append((PLUS if glyph == "+" else glyph, round(left, 1)))
        left += GLYPHS[glyph] * TYPE
    return found
