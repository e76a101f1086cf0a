"""Puts a backup back: checked first, refused when it would overwrite, the old state untouched until all is whole."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from core import clock, indexing, migrating, outbox, versions
from core.backup import engines, manifest
from core.backup.making import FILES
from core.backup.manifest import Failed, Manifest
from core.config import settings
from core.db import db, rollback, writing

AFTERWARDS: Final = """Restored: the state of {made_at}, made by version {program}.
- Everybody is logged out; links used since then may work again; what was deleted since is back: delete it again.
- {letters} letters wait for delivery. Those that have gone out since may go out again, under the same Message-ID.
- {indexed} Start the server and the worker now."""


def restore(url: str, folder: Path, *, replace: bool = False) -> str:
    """Put a backup into the database and the instance folder; return what the operator should know now."""
    found = manifest.read(folder)
    _may_come_back(url, found, replace=replace)
    manifest.verify(folder, found)
    rollback()
    db.engine.dispose()
    with_files = settings().instance / f".{FILES}-restoring"
    shutil.rmtree(with_files, ignore_errors=True)
    try:
        _lay_out(folder, found, with_files)
        engine = engines.of(url)
        engine.put_back(url, folder / engine.file)
        _swap(with_files, settings().instance / FILES)
    except (OSError, Failed) as fault:
        raise Failed(f"Not restored: {fault}.") from fault
    finally:
        shutil.rmtree(with_files, ignore_errors=True)
    with writing():
        versions.restored(int(clock.now().timestamp()))
    return AFTERWARDS.format(
        made_at=found.made_at, program=found.program, letters=outbox.status().waiting, indexed=_indexed()
    )


def _may_come_back(url: str, found: Manifest, *, replace: bool) -> None:
    """Raise Failed when this backup does not belong into this database."""
    engine = engines.of(url)
    if found.engine != engine.name:
        raise Failed(
            f"This backup comes from {found.engine}, the database here is {engine.name}: it cannot go in here."
        )
    if not migrating.known(found.revision):
        raise Failed(f"This backup was made by a newer program (version {found.program}): install that one first.")
    filled = engines.filled_tables(url)
    if filled and not replace:
        raise Failed(
            f"The database is not empty ({len(filled)} tables hold rows): nothing was changed. "
            "With --replace all of it is deleted first."
        )


def _lay_out(folder: Path, found: Manifest, target: Path) -> None:
    """Copy the files a manifest names, and no other."""
    for name in found.sha256:
        if name.startswith(f"{FILES}/"):
            copy = target / Path(name).relative_to(FILES)
            copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copyfile(folder / name, copy)


def _swap(new: Path, place: Path) -> None:
    """Put the restored files where the old ones were."""
    old = place.with_name(f".{FILES}-old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    if new.exists():
        new.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def _indexed() -> str:
    """Fill the search index anew; say so, or say what to do when something else is writing it."""
    try:
        return f"The search index holds {indexing.rebuild()} documents."
    except (outbox.NotNow, OSError) as fault:
        return f"The search index could not be filled ({fault}): run `python run.py search rebuild`."
