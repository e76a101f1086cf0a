"""Tables of other programs read row by row: CSV, its characters and separator found out, and Excel; broken rows named."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from core import sheets
from core.sheets import Unreadable

LARGEST: Final = 50 * 1024 * 1024
FIELD: Final = 200_000
CHUNK: Final = 1 << 20
TOO_LARGE: Final = f"Die Datei ist größer als {LARGEST // 1024 // 1024} MB. Bitte teilen Sie sie."
UNREADABLE: Final = "\ufffd"
BYTE_ORDER_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
NO_TEXT: Final = "Das ist keine CSV-Datei und keine Excel-Datei. Bitte als CSV oder .xlsx speichern."
QUOTE: Final = "ein Anführungszeichen fehlt oder ist zu viel"


@dataclass(frozen=True)
class Record:
    """One row of a file: the line it begins in, its fields by column, or why it is broken."""

    line: int
    fields: Mapping[str, str]
    fault: str | None = None


class Lines:
    """Hands lines to the CSV reader and remembers those of the present record, so that a broken one can be undone."""

    def __init__(self, lines: Iterable[str], first: int) -> None:
        self._lines = iter(lines)
        self._back: deque[str] = deque()
        self._record: list[str] = []
        self.first = first

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._lines)
        self._record.append(line)
        return line

    @property
    def one_long(self) -> bool:
        """Whether the present record is a single line longer than any field may be."""
        return len(self._record) == 1 and len(self._record[0]) > FIELD

    def begin(self) -> None:
        """Begin the next record where the present one ended."""
        self.first += len(self._record)
        self._record = []

    def give_back(self) -> None:
        """Undo a broken record: only its first line is lost, the next record begins right after it."""
        self._back.extendleft(reversed(self._record[1:]))
        del self._record[1:]


def records(path: Path, needed: Iterable[str]) -> Iterator[Record]:
    """Yield a file's rows one by one; Unreadable when it is no table or a needed column is missing."""
    return opened(path, needed)[1]


def opened(path: Path, needed: Iterable[str] = ()) -> tuple[list[str], Iterator[Record]]:
    """Return the names of a file's columns, in their order, and its rows one by one."""
    found = _sheet(path, needed) if sheets.is_sheet(path) else _csv(path, needed)
    columns = next(found)
    assert isinstance(columns, list)  # noqa: S101 - the first thing both readers yield
    return columns, found  # type: ignore[return-value]  # all further things are records


def _sheet(path: Path, needed: Iterable[str]) -> Iterator[list[str] | Record]:
    """Yield the columns of an Excel file, then its rows."""
    if path.stat().st_size > LARGEST:
        raise Unreadable(TOO_LARGE)
    found = sheets.rows(path)
    _, head = next(found, (0, []))
    if not head:
        raise Unreadable("Die Datei ist leer.")
    columns = _columns(head, needed)
    yield columns
    for line, cells in found:
        yield Record(line, dict(zip(columns, cells, strict=False)))


def _csv(path: Path, needed: Iterable[str]) -> Iterator[list[str] | Record]:
    """Yield the columns of a CSV file, then its rows."""
    encoding, errors = characters(path)
    csv.field_size_limit(FIELD)
    with path.open(encoding=encoding, errors=errors, newline="") as file:
        first, head = next(((n, line) for n, line in enumerate(file, 1) if line.strip()), (0, ""))
        if not head:
            raise Unreadable("Die Datei ist leer.")
        lines = Lines(chain([head], file), first)
        reader = csv.reader(lines, delimiter=max(",;\t|", key=head.count), strict=True)
        try:
            columns = _columns(next(reader), needed)
        except (csv.Error, StopIteration):
            raise Unreadable(f"Die erste Zeile ist nicht lesbar: {QUOTE}.") from None
        yield columns
        while True:
            lines.begin()
            try:
                fields = next(reader)
            except StopIteration:
                return
            except csv.Error:
                reason = f"ein Feld ist länger als {FIELD} Zeichen" if lines.one_long else QUOTE
                lines.give_back()
                yield Record(lines.first, {}, reason)
                continue
            if fields:
                yield Record(lines.first, dict(zip(columns, fields, strict=False)), _unreadable(fields))


def _columns(head: Iterable[str], needed: Iterable[str]) -> list[str]:
    columns = [name.strip() for name in head]
    lacking = [name for name in needed if name not in columns]
    if lacking:
        known = ", ".join(columns)[:300]
        raise Unreadable(f"In der ersten Zeile fehlen die Spalten: {', '.join(lacking)}. Da sind: {known}.")
    return columns


def _unreadable(fields: Iterable[str]) -> str | None:
    return "enthält unlesbare Zeichen" if any(UNREADABLE in field for field in fields) else None


def characters(path: Path) -> tuple[str, str]:
    """Read the whole file once, in pieces; return its encoding and what to do with broken signs.

    A file in UTF-8 stays one when a few of its signs are broken: their rows are named, the others keep their umlauts.
    """
    if path.stat().st_size > LARGEST:
        raise Unreadable(TOO_LARGE)
    with path.open("rb") as file:
        start = file.read(65536)
    if start.startswith(BYTE_ORDER_MARKS):
        if _broken(path, "utf-16", "strict") is None:
            raise Unreadable(NO_TEXT)
        return "utf-16", "strict"
    if b"\x00" in start:
        raise Unreadable(NO_TEXT)
    if _broken(path, "utf-8-sig", "surrogatepass") is not None:
        return "utf-8-sig", "surrogatepass"
    broken, whole = _broken(path, "utf-8-sig", "replace") or (1, 0)
    if whole > broken:
        return "utf-8-sig", "replace"
    if _broken(path, "cp1252", "strict") is not None:
        return "cp1252", "strict"
    raise Unreadable("Die Zeichen der Datei sind weder UTF-8 noch Windows-1252. Bitte als UTF-8 speichern.")


def _broken(path: Path, encoding: str, errors: str) -> tuple[int, int] | None:
    """Decode a file; return how many signs are broken and how many beyond ASCII are whole, None when it cannot be."""
    broken = whole = 0
    try:
        with path.open(encoding=encoding, errors=errors, newline="") as file:
            while piece := file.read(CHUNK):
                if "\x00" in piece:
                    raise Unreadable(NO_TEXT)
                broken += piece.count(UNREADABLE)
                whole += 0 if piece.isascii() else sum(sign > "\x7f" and sign != UNREADABLE for sign in piece)
    except UnicodeError:
        return None
    return broken, whole
