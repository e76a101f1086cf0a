"""Districts as lines on a plane: projected, thinned out, written as paths of an SVG.

Equirectangular projection at the mean latitude: x = longitude * cos(mean latitude), y = -latitude (Snyder, Map
Projections, USGS PP 1395, p. 90). Over one city its error lies far below a pixel. Thinning is Douglas and Peucker 1973
(Cartographica 10(2):112-122), without recursion.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.geojson import WORLD, Feature, Unreadable, number

WIDTH: Final = 800
TOLERANCE: Final = 1.0
"""Of the drawing's units: what lies closer to the line is left out."""
MOST_CORNERS: Final = 200_000
FEWEST: Final = 4
"""Corners of a closed ring, the first one repeated at the end."""
Ring = list[tuple[float, float]]


@dataclass(frozen=True)
class Shape:
    """A district as drawn: path, and where its sign stands, in units of the drawing."""

    name: str
    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Drawing:
    """All districts on one sheet of `width` x `height` units."""

    shapes: tuple[Shape, ...]
    width: int
    height: int


def rings(feature: Feature) -> list[Ring]:
    """Return the rings of a Polygon or MultiPolygon in degrees; Unreadable for everything else."""
    polygons = {"Polygon": [feature.coordinates], "MultiPolygon": feature.coordinates}.get(feature.kind)
    if not isinstance(polygons, list):
        raise Unreadable(f"Eintrag {feature.number} ist keine Fläche.")
    lists = (polygon if isinstance(polygon, list) else [None] for polygon in polygons)
    found = [_ring(ring, feature.number) for polygon in lists for ring in polygon]
    if not found or sum(map(len, found)) > MOST_CORNERS:
        raise Unreadable(f"Eintrag {feature.number} hat keine Ecken oder zu viele.")
    return found


def _ring(ring: object, place: int) -> Ring:
    if not isinstance(ring, list) or len(ring) < FEWEST:
        raise Unreadable(f"Eine Linie von Eintrag {place} hat zu wenige Ecken.")
    corners: Ring = []
    for corner in ring:
        if not isinstance(corner, list) or len(corner) < 2:  # noqa: PLR2004 - longitude and latitude
            raise Unreadable(f"Eine Ecke von Eintrag {place} ist nicht lesbar.")
        east, north = number(corner[0]), number(corner[1])
        if not WORLD.holds(east, north):
            raise Unreadable(f"Eine Ecke von Eintrag {place} liegt nicht auf der Erde.")
        corners.append((east, north))
    return corners


def draw(districts: Sequence[tuple[str, list[Ring]]]) -> Drawing:
    """Project named rings to one sheet, thin them out and find a place for each name's sign."""
    every = [corner for _, found in districts for ring in found for corner in ring]
    if not every:
        raise Unreadable("Die Datei enthält keine Flächen.")
    south, north = min(y for _, y in every), max(y for _, y in every)
    west = min(x for x, _ in every)
    squeeze = math.cos(math.radians((south + north) / 2))
    broad = (max(x for x, _ in every) - west) * squeeze
    scale = WIDTH / broad if broad > 0 else 0.0
    if not 0 < scale < math.inf or north <= south:
        raise Unreadable("Die Flächen haben keine Ausdehnung.")
    height = math.ceil((north - south) * scale)
    shapes = []
    for name, found in districts:
        flat = [thinned([((x - west) * squeeze * scale, (north - y) * scale) for x, y in ring]) for ring in found]
        shapes.append(Shape(name, "".join(map(_path, flat)), *middle(max(flat, key=lambda ring: abs(area(ring))))))
    return Drawing(tuple(shapes), WIDTH, height)


def thinned(ring: Ring, tolerance: float = TOLERANCE) -> Ring:
    """Leave out corners that lie closer than `tolerance` to the line between those that stay."""
    keep, parts = {0, len(ring) - 1}, [(0, len(ring) - 1)]
    while parts:
        first, last = parts.pop()
        far, at = max(
            ((_distance(ring[i], ring[first], ring[last]), i) for i in range(first + 1, last)), default=(0.0, 0)
        )
        if far > tolerance:
            keep.add(at)
            parts += [(first, at), (at, last)]
    return [ring[i] for i in sorted(keep)]


def _distance(corner: tuple[float, float], first: tuple[float, float], last: tuple[float, float]) -> float:
    """Return how far a corner lies from the stretch between two others."""
    dx, dy = last[0] - first[0], last[1] - first[1]
    length = dx * dx + dy * dy
    along = 0.0 if not length else ((corner[0] - first[0]) * dx + (corner[1] - first[1]) * dy) / length
    along = min(1.0, max(0.0, along))
    return math.hypot(corner[0] - first[0] - along * dx, corner[1] - first[1] - along * dy)


def area(ring: Ring) -> float:
    """Return a ring's signed area (the shoelace formula)."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def middle(ring: Ring) -> tuple[float, float]:
    """Return a ring's centre of gravity, the mean of its corners when it has no area."""
    size = area(ring)
    if abs(size) < 1:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    x = sum((x1 + x2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / (6 * size)
    y = sum((y1 + y2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / (6 * size)
    return round(x, 1), round(y, 1)


def _path(ring: Ring) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z"
