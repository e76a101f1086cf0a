"""The drawing of the districts from the file that the settings name: read once per change of the file."""

from __future__ import annotations

import logging
from pathlib import Path

from flask import current_app

from core.config import settings
from core.rows import fold
from ideas import geojson
from ideas.places import plane
from ideas.places.plane import Drawing

log = logging.getLogger(__name__)
MOST = 200


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
