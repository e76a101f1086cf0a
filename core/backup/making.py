"""Makes a backup: under another name first, on the disk for certain, then renamed in one step."""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from core import clock, migrating
from core.backup import engines
from core.backup.manifest import Failed, Manifest, digest, files_in
from core.config import ROOT, settings

FILES: Final = "files"
"""The one folder in the instance folder that belongs to the data: what people hand in."""


def make(url: str, folder: Path) -> Path:
    """Make a backup in a fresh folder below `folder` while the house may be open; return that folder."""
    moment = clock.now()
    revision = migrating.current(url)
    if revision is None:
        raise Failed("No backup was made: the database is empty.")
    engine = engines.of(url)
    with _draft(folder) as draft:
        engine.copy_out(url, draft / engine.file)
        _copy_files(settings().instance / FILES, draft / FILES)
        sums = {path.relative_to(draft).as_posix(): digest(path) for path in files_in(draft)}
        Manifest(program_version(), engine.name, revision, moment.isoformat(), sums).write(draft)
        _onto_the_disk(draft)
        final = _free_name(folder, f"stadtkompass-{moment:%Y-%m-%dT%H-%M-%SZ}")
        draft.rename(final)
        _sync(folder)
    return final


@contextmanager
def _draft(folder: Path) -> Iterator[Path]:
    """Give a folder to fill; whatever goes wrong, nothing of it stays, and one sentence says why."""
    draft = folder / f".unfinished-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.mkdir(mode=0o700)
        yield draft
    except OSError as fault:
        raise Failed(f"No backup was made: {(fault.strerror or type(fault).__name__).lower()}.") from fault
    except Failed as fault:
        raise Failed(f"No backup was made: {fault}.") from fault
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _copy_files(source: Path, target: Path) -> None:
    """Copy plain files with their folders; what vanishes meanwhile was deleted and stays out."""
    for path in files_in(source) if source.is_dir() else ():
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            shutil.copyfile(path, copy)
        except FileNotFoundError:
            copy.unlink(missing_ok=True)


def _onto_the_disk(draft: Path) -> None:
    """Wait until every byte and every name is really stored; only the owner may read them."""
    for path in files_in(draft):
        path.chmod(0o600)
        _sync(path)
    for path in (*(p for p in draft.rglob("*") if p.is_dir()), draft):
        _sync(path)


def _sync(path: Path) -> None:
    """Wait for the disk; a system that cannot open folders (Windows) does without."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _free_name(folder: Path, name: str) -> Path:
    """Return the name, or the next free one when two backups fall into one second."""
    final, number = folder / name, 1
    while final.exists():
        number += 1
        final = folder / f"{name}-{number}"
    return final


def program_version() -> str:
    """Return this program's version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])
