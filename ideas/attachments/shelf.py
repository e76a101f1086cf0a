"""Where the bytes lie: one folder per file in the instance folder, which backups take along.

A file is made whole in a draft folder, written to the disk for certain, then moved in one step; only then its row is
stored. A row goes first, its folder after the commit. So no row ever lacks its file, and what a power cut leaves over is
a folder without a row, which `strangers` finds.
"""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from core.config import settings

FRESH: Final = 3600
"""Seconds after which a folder without a row is left over, not just being sent."""
NAMES: Final = {"bild": "bild.webp", "klein": "klein.webp", "pdf": "datei.pdf"}


def folder() -> Path:
    """Return the folder of all files; core/backup saves what lies in `files`."""
    return settings().instance / "files" / "ideas"


def drafts() -> Path:
    """Return the folder of files that are being taken; no backup holds it."""
    return settings().instance / "drafts"


def path(name: str, form: str) -> Path:
    """Return where one form (bild, klein, pdf) of a file lies."""
    return folder() / name / NAMES[form]


@contextmanager
def draft() -> Iterator[Path]:
    """Give a fresh folder under a random name; whatever is still in it at the end goes."""
    made = drafts() / secrets.token_hex(16)
    made.mkdir(parents=True, mode=0o700)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def put(made: Path) -> str:
    """Move a draft folder to the files, all its bytes on the disk; return its name."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    for one in (*made.iterdir(), made):
        _sync(one)
    made.rename(folder() / made.name)
    _sync(folder())
    return made.name


def drop(name: str) -> None:
    """Delete the bytes of a file for good."""
    shutil.rmtree(folder() / name, ignore_errors=True)


def strangers(known: set[str]) -> list[Path]:
    """Return folders that no row knows, and drafts nobody works on; what came within the last hour may still get its row."""
    before = time.time() - FRESH
    kept = [one for one in _within(folder()) if one.name not in known]
    return [one for one in (*kept, *_within(drafts())) if one.stat().st_mtime < before]


def _within(place: Path) -> list[Path]:
    return sorted(one for one in place.iterdir() if one.is_dir()) if place.is_dir() else []


def _sync(one: Path) -> None:
    """Wait for the disk; a system that cannot open folders (Windows) does without."""
    if one.is_dir() and os.name == "nt":
        return
    handle = os.open(one, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
