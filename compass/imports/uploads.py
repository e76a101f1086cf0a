"""Where the files of this wing lie until their rows are read."""

from __future__ import annotations

from core.takeover.shelves import Shelf

SHELF = Shelf("actor-imports")
