"""The Stadtbezirke as a drawing with numbers: outlines from the file that the settings name, read once per change of it.

A room counts what it has in each district and says where a tap leads; page and drawing are the same for all rooms
(templates/ui/districts.html).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flask import current_app

from core import geojson
from core.config import settings
from core.rows import fold
from radar import plane
from radar import queries as radar
from radar.picture import digits
from radar.plane import Drawing

log = logging.getLogger(__name__)
MOST = 200


@dataclass(frozen=True)
class Counted:
    """What a room has in the districts: how many in which, in words, where a tap leads; from how many on it is darker."""

    counts: Mapping[int, int]
    said: Callable[[int], str]
    address: Callable[[int], str]
    steps: Sequence[int]


@dataclass(frozen=True)
class Area:
    """A Stadtbezirk: its number on the drawing, how many it has, how dark it is (0 to 3), where it is drawn if it is."""

    id: int
    number: int
    name: str
    total: int
    said: str
    address: str
    step: int
    chosen: bool
    path: str = ""
    x: float = 0
    y: float = 0

    @property
    def glyphs(self) -> list[tuple[str, float]]:
        """Its number as outlines of digits."""
        return digits(str(self.number))


@dataclass(frozen=True)
class Board:
    """All districts, and the sheet on which those with an outline are drawn."""

    areas: Sequence[Area]
    width: int
    height: int

    @property
    def description(self) -> str:
        """The drawing in a sentence."""
        return "; ".join(f"{one.number} {one.name}: {one.said}" for one in self.areas)


def areas(counted: Counted, chosen: Collection[int] = ()) -> list[Area]:
    """Return all districts in the order of their names with what a room has there."""
    found = []
    for number, one in enumerate(radar.taxonomy().districts, start=1):
        total = counted.counts.get(one.id, 0)
        step = sum(total >= least for least in counted.steps)
        words = (counted.said(total), counted.address(one.id))
        found.append(Area(one.id, number, one.name, total, *words, step, one.id in chosen))
    return found


def board(counted: Counted, chosen: Collection[int] = ()) -> Board | None:
    """Return the drawing of the districts; None without a file that can be used."""
    sheet = drawing()
    if sheet is None:
        return None
    shapes = {shape.name: shape for shape in sheet.shapes}
    rows = [(one, shapes.get(fold(one.name))) for one in areas(counted, chosen)]
    drawn = [replace(one, path=shape.path, x=shape.x, y=shape.y) if shape else one for one, shape in rows]
    return Board(drawn, sheet.width, sheet.height)


def drawing() -> Drawing | None:
    """Return the drawing; None without a file, or when it cannot be used (the log says why)."""
    if not settings().districts_geojson:
        return None
    path = Path(settings().districts_geojson)
    try:
        mark = (str(path), settings().districts_name, path.stat().st_mtime_ns)
    except OSError:
        log.warning("the districts' file is not there")
        return None
    shelf = current_app.extensions["shelf"]
    if shelf.get("districts", (None,))[0] != mark:
        shelf["districts"] = (mark, _read(path))
    found: Drawing | None = shelf["districts"][1]
    return found


def _read(path: Path) -> Drawing | None:
    try:
        features = list(geojson.read(path, MOST))
        return plane.draw([(_name(one), plane.rings(one)) for one in features])
    except (geojson.Unreadable, OSError) as error:
        log.warning("the districts' file cannot be used: %s", error)
        return None


def _name(feature: geojson.Feature) -> str:
    return fold(str(feature.properties.get(settings().districts_name, "")))[:80]
