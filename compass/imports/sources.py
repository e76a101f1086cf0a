"""What kind of file somebody sent, by how it begins, never by its name."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from core import sheets

START: Final = 4096


def form_of(path: Path) -> str:
    """Return table, vcard or json."""
    if sheets.is_sheet(path):
        return "table"
    with path.open("rb") as file:
        start = file.read(START).lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").replace(b"\x00", b"")
    if start[:11].upper() == b"BEGIN:VCARD":
        return "vcard"
    return "json" if start[:1] == b"{" else "table"
