"""What a file is, told by its content alone: its name and the type a browser claims count for nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Final

HEAD: Final = 16
TAIL: Final = 2048
LARGEST: Final = 10 * 1024 * 1024
"""Bytes of one file."""
REQUEST: Final = LARGEST + 64 * 1024
"""Bytes of the request around it."""


class Unfit(Exception):
    """A file that is not taken; carries the German sentence that says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def form_of(path: Path) -> str:
    """Return JPEG, PNG, WEBP or PDF; Unfit for everything else, for empty, too large and unfinished files.

    Only the first bytes decide. GIF, SVG, HEIC, office files and pages of any kind are not taken.
    """
    size = path.stat().st_size
    if not size:
        raise Unfit("Die Datei ist leer. Bitte wählen Sie sie noch einmal aus.")
    if size > LARGEST:
        raise Unfit(f"Die Datei ist zu groß. Es gehen höchstens {LARGEST // 1024 // 1024} MB.")
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(max(0, size - TAIL))
        tail = file.read()
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "WEBP"
    if head.startswith((b"%PDF-1.", b"%PDF-2.")):
        if b"%%EOF" in tail:
            return "PDF"
        raise Unfit("Das PDF ist beschädigt oder nicht vollständig.")
    raise Unfit("Diese Art von Datei nehmen wir nicht. Es gehen Fotos (JPEG, PNG, WebP) und PDF.")
