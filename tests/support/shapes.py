"""Districts as somebody might send them: squares, collections, files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def square(name: str = "Mitte", west: float = 8.5, south: float = 52.0, side: float = 0.1) -> dict[str, Any]:
    """Return a feature: a square."""
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "properties": {"name": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def kept(folder: Path, whole: object) -> Path:
    """Write a file, as JSON or as it is."""
    path = folder / "some.geojson"
    path.write_bytes(whole if isinstance(whole, bytes) else json.dumps(whole).encode())
    return path


def collection(*features: object) -> dict[str, object]:
    """Return a FeatureCollection."""
    return {"type": "FeatureCollection", "features": list(features)}
