"""Files that were sent: kept in a folder of the instance under a name of our own until their rows are read."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from werkzeug.datastructures import FileStorage

from core.config import settings

HOUR: Final = 3600
LARGEST: Final = 20 * 1024 * 1024


@dataclass(frozen=True)
class Shelf:
    """A folder for sent files, by its name in the instance folder."""

    name: str

    def folder(self) -> Path:
        """Return where files lie until their rows are read."""
        return settings().instance / self.name

    def keep(self, sent: FileStorage) -> str:
        """Store a sent file and return its name in the folder; the sender's name is used for nothing but to be shown."""
        folder = self.folder()
        folder.mkdir(parents=True, exist_ok=True)
        name = secrets.token_hex(16)
        sent.save(folder / name)
        return name

    def path(self, name: str | None) -> Path:
        """Return where a kept file lies; one that is no longer there lies nowhere."""
        return self.folder() / (name or "none")

    def drop(self, name: str | None) -> None:
        """Delete a kept file, if it is still there."""
        if name:
            self.path(name).unlink(missing_ok=True)

    def drop_strangers(self, known: set[str]) -> int:
        """Delete files that no import knows (any more); one sent just now may not be noted yet. Return how many."""
        folder, fresh = self.folder(), time.time() - HOUR
        found = folder.iterdir() if folder.is_dir() else ()
        strangers = [one for one in found if one.name not in known and one.stat().st_mtime < fresh]
        for one in strangers:
            one.unlink(missing_ok=True)
        return len(strangers)
