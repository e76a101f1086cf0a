"""Four forms of a list of ideas: CSV, Excel, JSON, GeoJSON (RFC 7946); each takes a stream and yields bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row

from core import written
from core.written import Cell
from ideas.exports.stream import Stream


@dataclass(frozen=True)
class Form:
    """A form of a list: its word, the type browsers know, how it is written."""

    name: str
    word: str
    mimetype: str
    write: Callable[[Stream], Iterator[bytes]]


def _cells(stream: Stream, row: Row[Any]) -> list[Cell]:
    """Return a row's cells; an address of ours becomes a whole one."""
    cells = [column.cell(row) for column in stream.columns]
    return [f"{stream.base}{c}" if k.key == "address" and c else c for k, c in zip(stream.columns, cells, strict=True)]


def _headings(stream: Stream) -> list[str]:
    return [column.heading for column in stream.columns]


def _rows(stream: Stream) -> Iterator[list[list[Cell]]]:
    return ([_cells(stream, row) for row in chunk] for chunk in stream.chunks())


def as_csv(stream: Stream) -> Iterator[bytes]:
    """Yield a CSV file."""
    return written.as_csv(_headings(stream), _rows(stream))


def as_xlsx(stream: Stream) -> Iterator[bytes]:
    """Yield an Excel file."""
    return written.as_xlsx("Ideen", _headings(stream), _rows(stream))


def as_json(stream: Stream) -> Iterator[bytes]:
    """Yield one JSON array of objects."""
    return written.as_json(b"[", (_objects(stream, chunk) for chunk in stream.chunks()), b"]\n")


def as_geojson(stream: Stream) -> Iterator[bytes]:
    """Yield a FeatureCollection; an idea without a point has the geometry null, as RFC 7946 wants it."""
    begin = b'{"type":"FeatureCollection","features":['
    return written.as_json(begin, (_features(stream, chunk) for chunk in stream.chunks()), b"]}\n")


def _objects(stream: Stream, chunk: Sequence[Row[Any]]) -> list[dict[str, Any]]:
    keys = [column.key for column in stream.columns]
    return [dict(zip(keys, _cells(stream, row), strict=True)) for row in chunk]


def _features(stream: Stream, chunk: Sequence[Row[Any]]) -> list[dict[str, Any]]:
    places = stream.points([row.id for row in chunk])
    features: list[dict[str, Any]] = []
    for row, properties in zip(chunk, _objects(stream, chunk), strict=True):
        there = places.get(row.id)
        geometry = {"type": "Point", "coordinates": list(there)} if there else None
        features.append({"type": "Feature", "id": row.id, "geometry": geometry, "properties": properties})
    return features


FORMS: Final = {
    form.name: form
    for form in (
        Form("csv", "CSV", written.CSV, as_csv),
        Form("xlsx", "Excel", written.XLSX, as_xlsx),
        Form("json", "JSON", written.JSON, as_json),
        Form("geojson", "GeoJSON", "application/geo+json", as_geojson),
    )
}
