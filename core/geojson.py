"""GeoJSON (RFC 7946) from other hands: read with a limit to everything, a sentence for everything that is wrong.

`read(path)` gives features one by one, for imports of points and for the districts; `point(...)` is the one judge of
coordinates. Order is longitude, latitude, in degrees of WGS 84.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

LARGEST: Final = 20 * 1024 * 1024
DECIMALS: Final = 4
"""Of a degree: about 11 m to the north and 7 m to the east here. A bench is found by it, a flat is not."""


class Unreadable(ValueError):
    """A file, feature or coordinate that cannot be used; carries the German sentence that says why."""


@dataclass(frozen=True)
class Box:
    """West, south, east, north in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, longitude: float, latitude: float) -> bool:
        """Tell whether a point lies inside."""
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north


WORLD: Final = Box(-180, -90, 180, 90)


@dataclass(frozen=True)
class Feature:
    """One feature: its place in the file from 1 on, its properties, the kind and coordinates of its geometry."""

    number: int
    properties: Mapping[str, Any]
    kind: str
    coordinates: Any

    def point(self, within: Box = WORLD) -> tuple[float, float] | None:
        """Return its point, None without a geometry; Unreadable when it is no point or lies outside."""
        if not self.kind:
            return None
        if self.kind != "Point" or not isinstance(self.coordinates, list) or not 2 <= len(self.coordinates) <= 4:  # noqa: PLR2004 - with height and more
            raise Unreadable(f"Eintrag {self.number} ist kein einzelner Punkt.")
        return point(self.coordinates[0], self.coordinates[1], within)


def point(longitude: object, latitude: object, within: Box = WORLD) -> tuple[float, float]:
    """Return a checked point rounded to four decimals; Unreadable for what is no number, infinite, outside or swapped."""
    east, north = number(longitude), number(latitude)
    if not WORLD.holds(east, north) or not within.holds(east, north):
        if within.holds(north, east):
            raise Unreadable("Länge und Breite sind vertauscht: Die Länge (Ost) steht zuerst.")
        raise Unreadable("Der Punkt liegt außerhalb der Stadt.")
    return round(east, DECIMALS), round(north, DECIMALS)


def number(value: object) -> float:
    """Return a coordinate as a finite number; Unreadable for texts, truth values, NaN and infinity."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unreadable("Eine Koordinate ist keine Zahl.")
    try:
        read_number = float(value)
    except OverflowError:
        raise Unreadable("Eine Koordinate ist zu groß.") from None
    if not math.isfinite(read_number):
        raise Unreadable("Eine Koordinate ist keine endliche Zahl.")
    return read_number


def read(path: Path, most: int = 100_000) -> Iterator[Feature]:
    """Yield the features of a file; Unreadable for a file that is too large, no GeoJSON, or nested without end."""
    if path.stat().st_size > LARGEST:
        raise Unreadable(f"Die Datei ist zu groß. Es gehen höchstens {LARGEST // 1024 // 1024} MB.")
    whole = parsed(path.read_bytes())
    features = whole.get("features") if whole.get("type") == "FeatureCollection" else [whole]
    if not isinstance(features, list):
        raise Unreadable("In der Datei fehlt die Liste der Einträge („features“).")
    if len(features) > most:
        raise Unreadable(f"Die Datei hat mehr als {most} Einträge.")
    for place, one in enumerate(features, start=1):
        yield _feature(place, one)


def parsed(content: bytes) -> dict[str, Any]:
    """Return the one object of a JSON text (UTF-8); Unreadable for anything else, NaN and Infinity included."""
    try:
        whole = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except Unreadable:
        raise
    except (ValueError, RecursionError):
        raise Unreadable("Die Datei ist kein GeoJSON.") from None
    if not isinstance(whole, dict):
        raise Unreadable("Die Datei ist kein GeoJSON.")
    return whole


def _no_number(_: str) -> NoReturn:
    raise Unreadable("In der Datei stehen Zahlen, die es nicht gibt (NaN oder Infinity).")


def _feature(place: int, one: object) -> Feature:
    if not isinstance(one, dict) or one.get("type") != "Feature":
        raise Unreadable(f"Eintrag {place} ist kein „Feature“.")
    geometry, properties = one.get("geometry"), one.get("properties")
    if geometry is None:
        geometry = {"type": "", "coordinates": None}
    if not isinstance(geometry, dict) or not isinstance(geometry.get("type"), str):
        raise Unreadable(f"Die Geometrie von Eintrag {place} ist nicht lesbar.")
    return Feature(
        place, properties if isinstance(properties, dict) else {}, geometry["type"], geometry.get("coordinates")
    )
