"""Excel files read row by row without loading them: the first sheet, values as text; what swells or never ends is refused."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Final
from xml.parsers import expat

START: Final = b"PK\x03\x04"
UNPACKED: Final = 100 * 1024 * 1024
SWELLING: Final = 200
"""So many times larger than packed a part may be; sheets of text reach 30."""
PARTS: Final = 2000
ROOM: Final = {"worksheet": UNPACKED, "sst": 25 * 1024 * 1024}
"""Bytes a part may have by its outermost element: rows are read one by one, the words of a file stand in the memory."""
OTHERWISE: Final = 5 * 1024 * 1024
PIECE: Final = 4096
HEAD: Final = 1024 * 1024
"""Within so many bytes a part names its outermost element."""
ROWS: Final = 100_000
COLUMNS: Final = 200
NO_SHEET: Final = "Das ist keine Excel-Datei, die wir lesen können. Bitte als .xlsx oder CSV speichern."
SWOLLEN: Final = "Diese Excel-Datei wird beim Öffnen zu groß. Bitte speichern Sie nur das eine Blatt neu."


STRANGE: Final = (
    "In dieser Datei steht etwas, das kein Tabellenprogramm schreibt. Bitte speichern Sie sie mit Excel neu."
)


class Unreadable(Exception):
    """The file cannot be taken at all; carries the sentence."""


def is_sheet(path: Path) -> bool:
    """Tell whether a file begins as Excel files do."""
    with path.open("rb") as file:
        return file.read(4) == START


def rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield number and cells of the first sheet's rows, empty ones left out; Unreadable when it is no good file."""
    _weigh(path)
    from openpyxl import load_workbook  # noqa: PLC0415 - only who reads Excel files pays for it
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 - the same

    broken = (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        SyntaxError,
        TypeError,
        OSError,
        IndexError,
    )
    with path.open("rb") as file:  # by its name alone openpyxl would refuse it
        try:
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            sheets = book.worksheets
            if not sheets:
                raise Unreadable(NO_SHEET)
            sheets[0].reset_dimensions()
            yield from _rows(sheets[0].iter_rows(values_only=True, max_col=COLUMNS))
        except broken as error:
            raise Unreadable(NO_SHEET) from error


def _rows(found: Iterator[tuple[object, ...]]) -> Iterator[tuple[int, list[str]]]:
    for number, cells in enumerate(found, 1):
        if number > ROWS:
            raise Unreadable(f"Das Blatt hat mehr als {ROWS:,} Zeilen. Bitte teilen Sie es.".replace(",", "."))
        told = [_text(cell) for cell in cells]
        if any(told):
            yield number, told


def _weigh(path: Path) -> None:
    """Refuse a file whose parts would fill the memory, before anything of it is unpacked whole."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
            swelling = any(part.file_size > SWELLING * max(part.compress_size, 1024) for part in parts)
            if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED or swelling:
                raise Unreadable(SWOLLEN)
            if any(part.flag_bits & 1 for part in parts):
                raise Unreadable("Diese Datei ist mit einem Passwort geschützt. Bitte speichern Sie sie ohne.")
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels")):
                    _weigh_part(packed, part)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, expat.ExpatError) as error:
        raise Unreadable(NO_SHEET) from error


def _weigh_part(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse a part that is large for what it is, or that defines words of its own (they may swell without end)."""
    found: list[str] = []
    reader = expat.ParserCreate(namespace_separator=" ")
    reader.StartElementHandler = lambda name, _: found.append(name.rpartition(" ")[2])
    reader.StartDoctypeDeclHandler = _strange
    with packed.open(part) as file:
        for _ in range(HEAD // PIECE):
            piece = file.read(PIECE)
            reader.Parse(piece, not piece)
            if found or not piece:
                break
    if not found:
        raise Unreadable(NO_SHEET)
    if part.file_size > ROOM.get(found[0], OTHERWISE):
        raise Unreadable(SWOLLEN)


def _strange(*_: object) -> None:
    raise Unreadable(STRANGE)


def _text(cell: object) -> str:
    """Return a cell as people read it: whole numbers without a point, days as 2026-05-04."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time.min:
        return cell.date().isoformat()
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell)
