"""Files that were sent: kept in the instance folder under a name of our own until their rows are read."""

from __future__ import annotations

import secrets
import time
from pathlib import Path

from werkzeug.datastructures import FileStorage

from ideas.imports import judging

HOUR = 3600
LARGEST = 20 * 1024 * 1024


def keep(sent: FileStorage) -> str:
    """Store a sent file and return its name in the folder; the sender's name is used for nothing but to be shown."""
    folder = judging.folder()
    folder.mkdir(parents=True, exist_ok=True)
    name = secrets.token_hex(16)
    sent.save(folder / name)
    return name


def path(name: str) -> Path:
    """Return where a kept file lies."""
    return judging.folder() / name


def drop(name: str | None) -> None:
    """Delete a kept file, if it is still there."""
    if name:
        path(name).unlink(missing_ok=True)


def drop_strangers(known: set[str]) -> int:
    """Delete files that no import knows (any more); one sent just now may not be noted yet. Return how many."""
    folder, fresh = judging.folder(), time.time() - HOUR
    found = folder.iterdir() if folder.is_dir() else ()
    strangers = [one for one in found if one.name not in known and one.stat().st_mtime < fresh]
    for one in strangers:
        one.unlink(missing_ok=True)
    return len(strangers)
