"""Four forms of a list: CSV, Excel, JSON, GeoJSON (RFC 7946); each takes a stream and yields bytes.

Spreadsheets run what begins like a formula, so in CSV such a cell gets an apostrophe in front (OWASP, "CSV Injection"),
and in Excel files every text is typed as text. CSV is for the Excel of a German office: semicolons, UTF-8 with a byte
order mark (else Excel reads umlauts wrongly), CRLF.
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row

from ideas.exports.columns import Cell
from ideas.exports.stream import Stream

BEGINS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MARK: Final = "\ufeff"
LONGEST: Final = 32_767
"""Characters of a cell that Excel takes."""
PIECE: Final = 1 << 16
SHARED: Final = 1 << 20
"""Bytes of an Excel file kept in memory; what is larger lies on disk while it is sent."""


@dataclass(frozen=True)
class Form:
    """A form of a list: its word, the type browsers know, how it is written."""

    name: str
    word: str
    mimetype: str
    write: Callable[[Stream], Iterator[bytes]]


def harmless(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" \u00a0").startswith(BEGINS) else cell


def _cells(stream: Stream, row: Row[Any]) -> list[Cell]:
    """Return a row's cells; an address of ours becomes a whole one."""
    cells = [column.cell(row) for column in stream.columns]
    return [f"{stream.base}{c}" if k.key == "address" and c else c for k, c in zip(stream.columns, cells, strict=True)]


def as_csv(stream: Stream) -> Iterator[bytes]:
    """Yield a CSV file."""
    kept = io.StringIO()
    writer = csv.writer(kept, delimiter=";", lineterminator="\r\n")
    kept.write(MARK)
    writer.writerow([column.heading for column in stream.columns])
    for chunk in stream.chunks():
        writer.writerows([harmless(cell) for cell in _cells(stream, row)] for row in chunk)
        yield _emptied(kept)
    yield _emptied(kept)


def _emptied(kept: io.StringIO) -> bytes:
    written = kept.getvalue().encode("utf-8", "replace")
    kept.seek(0)
    kept.truncate()
    return written


def as_json(stream: Stream) -> Iterator[bytes]:
    """Yield one JSON array of objects."""
    yield from _listed(b"[", (_objects(stream, chunk) for chunk in stream.chunks()), b"]\n")


def as_geojson(stream: Stream) -> Iterator[bytes]:
    """Yield a FeatureCollection; an idea without a point has the geometry null, as RFC 7946 wants it."""
    begin = b'{"type":"FeatureCollection","features":['
    yield from _listed(begin, (_features(stream, chunk) for chunk in stream.chunks()), b"]}\n")


def _listed(begin: bytes, chunks: Iterator[list[dict[str, Any]]], end: bytes) -> Iterator[bytes]:
    between = begin
    for chunk in chunks:
        yield between + b",\n".join(json.dumps(one, ensure_ascii=False).encode("utf-8", "replace") for one in chunk)
        between = b",\n"
    yield end if between != begin else begin + end


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


def as_xlsx(stream: Stream) -> Iterator[bytes]:
    """Yield an Excel file; its rows lie on disk, never in memory, until the last one is there."""
    from openpyxl import Workbook  # noqa: PLC0415 - only who exports pays for it
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - the same

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Ideen")
    sheet.append([column.heading for column in stream.columns])

    def typed(cell: Cell) -> object:
        if not isinstance(cell, str):
            return cell
        made = WriteOnlyCell(sheet, value=cell[:LONGEST])
        made.data_type = "s"
        return made

    for chunk in stream.chunks():
        for row in chunk:
            sheet.append([typed(cell) for cell in _cells(stream, row)])
    with tempfile.SpooledTemporaryFile(SHARED) as kept:
        book.save(kept)
        kept.seek(0)
        while piece := kept.read(PIECE):
            yield piece


FORMS: Final = {
    form.name: form
    for form in (
        Form("csv", "CSV", "text/csv; charset=utf-8", as_csv),
        Form("xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
        Form("json", "JSON", "application/json", as_json),
        Form("geojson", "GeoJSON", "application/geo+json", as_geojson),
    )
}
