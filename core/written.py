"""Lists written while they are sent: CSV, Excel, JSON; each takes portions of rows and yields bytes.

Spreadsheets run what begins like a formula, so in CSV such a cell gets an apostrophe in front (OWASP, "CSV Injection"),
and in Excel files every text is typed as text. CSV is for the Excel of a German office: semicolons, UTF-8 with a byte
order mark (else Excel reads umlauts wrongly), CRLF.
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

BEGINS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MARK: Final = "\ufeff"
LONGEST: Final = 32_767
"""Characters of a cell that Excel takes."""
PIECE: Final = 1 << 16
SHARED: Final = 1 << 20
"""Bytes of an Excel file kept in memory; what is larger lies on disk while it is sent."""
CSV: Final = "text/csv; charset=utf-8"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JSON: Final = "application/json"

Cell = str | int


def _runs(text: str) -> bool:
    """Tell whether a spreadsheet may take a text for a formula; our own apostrophes in front do not count."""
    return text.lstrip("'").lstrip(" \u00a0").startswith(BEGINS)


def harmless(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and _runs(cell) else cell


def bare(text: str) -> str:
    """Return a cell of a CSV file without the apostrophe that harmless() put in front: its exact inverse."""
    return text[1:] if text.startswith("'") and _runs(text[1:]) else text


def as_csv(headings: Sequence[str], portions: Iterable[Iterable[Sequence[Cell]]]) -> Iterator[bytes]:
    """Yield a CSV file."""
    kept = io.StringIO()
    writer = csv.writer(kept, delimiter=";", lineterminator="\r\n")
    kept.write(MARK)
    writer.writerow(headings)
    for portion in portions:
        writer.writerows([harmless(cell) for cell in row] for row in portion)
        yield _emptied(kept)
    yield _emptied(kept)


def _emptied(kept: io.StringIO) -> bytes:
    written = kept.getvalue().encode("utf-8", "replace")
    kept.seek(0)
    kept.truncate()
    return written


def as_json(begin: bytes, portions: Iterable[Iterable[Any]], end: bytes) -> Iterator[bytes]:
    """Yield a list of JSON values, one a line, between a beginning and an end."""
    between = begin
    for portion in portions:
        lines = [json.dumps(one, ensure_ascii=False).encode("utf-8", "replace") for one in portion]
        if lines:
            yield between + b",\n".join(lines)
            between = b",\n"
    yield end if between != begin else begin + end


def as_xlsx(title: str, headings: Sequence[str], portions: Iterable[Iterable[Sequence[Cell]]]) -> Iterator[bytes]:
    """Yield an Excel file; its rows lie on disk, never in memory, until the last one is there."""
    from openpyxl import Workbook  # noqa: PLC0415 - only who exports pays for it
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - the same

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.append(list(headings))

    def typed(cell: Cell) -> object:
        if not isinstance(cell, str):
            return cell
        made = WriteOnlyCell(sheet, value=cell[:LONGEST])
        made.data_type = "s"
        return made

    for portion in portions:
        for row in portion:
            sheet.append([typed(cell) for cell in row])
    with tempfile.SpooledTemporaryFile(SHARED) as kept:
        book.save(kept)
        kept.seek(0)
        while piece := kept.read(PIECE):
            yield piece
