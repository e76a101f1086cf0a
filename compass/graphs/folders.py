"""The folder of the graph's files, and how they are written: whole or not at all. Without numpy, as pages are."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from core.config import settings

FOLDER: Final = "graph"
FORMAT: Final = 1
"""Raise it when what stands in the files changes: files of another release are then written anew."""
KEPT: Final = 2


def folder() -> Path:
    """Return the folder of the running application's snapshots."""
    return settings().instance / FOLDER


def sync(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def newest_first(paths: Iterable[Path]) -> list[Path]:
    """Put files in order, the last written first."""
    return sorted(paths, key=lambda one: (-_age(one), one.name))


def _age(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:  # a newer one took its place meanwhile
        return 0
