"""GeoJSON from other hands: what cannot be says why, bombs are refused, points come in rounded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core import geojson
from core.geojson import Box, Unreadable
from tests.support.shapes import collection, kept, square

CITY = Box(8.37, 51.91, 8.68, 52.12)


@pytest.mark.parametrize(
    ("longitude", "latitude", "sentence"),
    [
        (float("nan"), 52.0, "keine endliche Zahl"),
        (float("inf"), 52.0, "keine endliche Zahl"),
        (8.5, float("-inf"), "keine endliche Zahl"),
        (1e308, 52.0, "außerhalb"),
        (10**400, 52.0, "zu groß"),
        ("8.5", 52.0, "keine Zahl"),
        (None, 52.0, "keine Zahl"),
        (True, 52.0, "keine Zahl"),
        ([8.5], 52.0, "keine Zahl"),
        (8.5, 91, "außerhalb"),
        (-181, 52.0, "außerhalb"),
        (52.02, 8.53, "vertauscht"),
        (13.4, 52.5, "außerhalb"),
    ],
)
def test_a_point_that_cannot_be_says_why(longitude: object, latitude: object, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        geojson.point(longitude, latitude, CITY)


def test_a_point_is_rounded_to_about_ten_metres() -> None:
    assert geojson.point(8.53123456, 52.02171234, CITY) == (8.5312, 52.0217)


@pytest.mark.parametrize(
    ("whole", "sentence"),
    [
        (b"", "kein GeoJSON"),
        (b"\xff\xfe\x00", "kein GeoJSON"),
        (b"[]", "kein GeoJSON"),
        (b"[" * 200_000, "kein GeoJSON"),
        (b'{"type":"FeatureCollection","features":' + b"[" * 200_000, "kein GeoJSON"),
        (b'{"a":' * 100_000, "kein GeoJSON"),
        (b'{"type":"Feature","geometry":{"type":"Point","coordinates":[NaN,1]}}', "NaN"),
        (b'{"type":"Feature","geometry":{"type":"Point","coordinates":[-Infinity,1]}}', "NaN"),
        (b'{"x":' + b"9" * 5000 + b"}", "kein GeoJSON"),
        ({"type": "FeatureCollection"}, "fehlt die Liste"),
        ({"type": "FeatureCollection", "features": {}}, "fehlt die Liste"),
        ({"type": "Topology"}, "kein „Feature“"),
        (collection(None), "kein „Feature“"),
        (collection({"type": "Feature", "geometry": []}), "nicht lesbar"),
        (collection({"type": "Feature", "geometry": {"type": 7}}), "nicht lesbar"),
        (collection(*[square()] * 11), "mehr als 10"),
    ],
)
def test_a_file_that_is_no_geojson_says_why(folder: Path, whole: object, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        list(geojson.read(kept(folder, whole), most=10))


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": [8.5]},
        {"type": "Point", "coordinates": "8.5,52"},
        {"type": "Point", "coordinates": [[8.5, 52.0]]},
        {"type": "Point", "coordinates": [1e999, 52.0]},
        {"type": "LineString", "coordinates": [[8.5, 52.0], [8.6, 52.0]]},
    ],
)
def test_what_is_no_point_is_not_taken_for_one(folder: Path, geometry: dict[str, Any]) -> None:
    text = json.dumps({"type": "Feature", "properties": None, "geometry": geometry}).replace("Infinity", "1e999")
    feature = next(geojson.read(kept(folder, text.encode())))

    with pytest.raises(Unreadable):
        feature.point(CITY)


def test_points_come_in_with_what_belongs_to_them(folder: Path) -> None:
    bench = {
        "type": "Feature",
        "properties": {"title": "Bank"},
        "geometry": {"type": "Point", "coordinates": [8.5, 52, 99]},
    }
    nowhere: dict[str, object] = {"type": "Feature", "properties": {}, "geometry": None}

    found = list(geojson.read(kept(folder, collection(bench, nowhere))))

    assert [(one.number, dict(one.properties), one.point(CITY)) for one in found] == [
        (1, {"title": "Bank"}, (8.5, 52.0)),
        (2, {}, None),
    ]


def test_a_file_beyond_all_measure_is_not_even_read(folder: Path) -> None:
    path = folder / "huge.geojson"
    with path.open("wb") as file:
        file.truncate(geojson.LARGEST + 1)

    with pytest.raises(Unreadable, match="zu groß"):
        list(geojson.read(path))
