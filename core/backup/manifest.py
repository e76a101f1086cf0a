"""What a backup says about itself, and whether it still holds what it says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Final

NAME: Final = "manifest.json"


class Failed(Exception):
    """A backup or a restore that did not happen; carries the sentence that says why."""


@dataclass(frozen=True)
class Manifest:
    """Program version, engine, migration, moment, and the SHA-256 of every file by its path in the backup."""

    program: str
    engine: str
    revision: str
    made_at: str
    sha256: dict[str, str]

    def write(self, folder: Path) -> None:
        """Lay it into the backup."""
        (folder / NAME).write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")


def read(folder: Path) -> Manifest:
    """Return a backup's manifest; Failed when the folder is no backup."""
    try:
        known = json.loads((folder / NAME).read_text(encoding="utf-8"))
        found = Manifest(**known)
        entries = found.sha256.items()
    except FileNotFoundError:
        raise Failed(f"{folder} holds no finished backup: {NAME} is missing.") from None
    except (OSError, ValueError, TypeError, AttributeError):
        raise Failed(f"The backup is damaged: {NAME} cannot be read.") from None
    if not all(_stays_inside(name) and isinstance(digest, str) for name, digest in entries):
        raise Failed(f"The backup is damaged: {NAME} names files outside of it.")
    return found


def verify(folder: Path, manifest: Manifest) -> None:
    """Raise Failed unless every file is there, byte for byte."""
    for name, expected in manifest.sha256.items():
        path = folder / name
        if not path.is_file() or path.is_symlink():
            raise Failed(f"The backup is damaged: {name} is missing. Nothing was changed.")
        if digest(path) != expected:
            raise Failed(f"The backup is damaged: {name} is not what was saved. Nothing was changed.")


def _stays_inside(name: str) -> bool:
    """Tell whether a path in a manifest leads to a place in the backup."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


def digest(path: Path) -> str:
    """Return a file's SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_in(folder: Path) -> Iterator[Path]:
    """Walk all plain files below a folder in a steady order; links are no files of ours."""
    yield from sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
