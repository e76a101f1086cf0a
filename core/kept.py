"""Finished PDF files in the instance folder: made once from the same values, design and versions; the oldest go first."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from core import fonts
from core.config import ROOT, settings

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

CODE = ("core/pdf.py", "core/fonts.py", "core/finishing.py")
MOST = 200
"""So many files stay on disk."""


def folder() -> Path:
    """Return where they lie."""
    return settings().instance / "pdf"


def fingerprint(document: DataclassInstance, design: Sequence[str]) -> str:
    """Return a SHA-256 of everything a PDF depends on: the values, the files that draw it (from the checkout), the versions."""
    values = json.dumps(dataclasses.asdict(document), default=str, sort_keys=True)
    return hashlib.sha256(f"{_design(tuple(design))}\0{values}".encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=8)
def _design(names: tuple[str, ...]) -> str:
    """Return a SHA-256 of templates, style, our code, WeasyPrint's version and the fonts' names."""
    digest = hashlib.sha256(f"{metadata.version('weasyprint')} {fonts.FILES}".encode())
    for name in (*names, *CODE):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def keep(name: str, make: Callable[[], bytes], place: Path) -> bytes:
    """Return a file from a folder, or make it and put it there; a full or locked disk costs only the keeping."""
    path = place / name
    with contextlib.suppress(OSError):
        return path.read_bytes()
    content = make()
    with contextlib.suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
        _write_whole(path, content)
        _drop_oldest(place)
    return content


def _write_whole(path: Path, content: bytes) -> None:
    """Let a file appear complete or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(content)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _drop_oldest(place: Path) -> None:
    """Remove what is beyond MOST files; another process may be doing the same."""
    files = []
    for path in place.iterdir():
        with contextlib.suppress(FileNotFoundError):
            files.append((path.stat().st_mtime, path))
    for _, path in sorted(files, reverse=True)[MOST:]:
        path.unlink(missing_ok=True)
