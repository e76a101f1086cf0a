"""Snapshots in files: written whole or not at all, read beside the old one, one reference to swap.

The builder (compass/graphs/building.py) writes `graph-<version>.npz` into the instance folder under another name, waits for
the disk, renames it and keeps the last two. Every process compares the version of its snapshot with the present numbers once
a request (they are read with every page anyway), loads a newer file in a thread and swaps one reference: who began with the
old one ends with it.
"""

from __future__ import annotations

import logging
import os
import threading
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

import numpy as np
from flask import current_app

from compass.graphs import folders
from compass.graphs.snapshot import Snapshot
from compass.networked import SLOT
from core import clock, slots, versions

log = logging.getLogger(__name__)

PATIENCE: Final = 1.0
"""Seconds that the first request of a process waits for a file that is there."""
SUBJECTS: Final = ("compass", "compass.terms", "taxonomy", versions.RESTORED)
TEXTS: Final = ("version", "built_at", "kinds", "labels", "actors")


def write(folder: Path, made: Snapshot) -> Path:
    """Write a snapshot whole or not at all, then take out all but the last two and what a crash left behind."""
    folder.mkdir(parents=True, exist_ok=True)
    whole, unfinished = path(folder, made.version), folder / f".graph-{made.version}.{os.getpid()}.tmp"
    values: dict[str, Any] = {field.name: np.asarray(getattr(made, field.name)) for field in fields(made)}
    with unfinished.open("wb") as out:
        np.savez(out, **values)
        out.flush()
        os.fsync(out.fileno())
    unfinished.replace(whole)
    folders.sync(folder)
    for old in [*files(folder)[folders.KEPT :], *folder.glob(".graph-*.tmp")]:
        old.unlink(missing_ok=True)
    return whole


def read(path: Path) -> Snapshot:
    """Read a snapshot; nothing in the file is ever run."""
    with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
        values: dict[str, Any] = {field.name: file[field.name] for field in fields(Snapshot)}
    for name in TEXTS:
        values[name] = values[name].tolist()
    return Snapshot(**{**values, "kinds": tuple(values["kinds"]), "labels": tuple(values["labels"])})


def readable(path: Path) -> Snapshot | None:
    """Return a snapshot from its file; None when there is none or it is broken, which is said in the log."""
    try:
        return read(path)
    except FileNotFoundError:
        return None
    except Exception as fault:  # noqa: BLE001 - a broken file must break neither a page nor the builder
        log.warning("graph: %s cannot be read (%s)", path.name, type(fault).__name__)
        return None


def path(folder: Path, version: str) -> Path:
    """Return where the snapshot of a version stands."""
    return folder / f"graph-{version}.npz"


def files(folder: Path) -> list[Path]:
    """Return the snapshots of a folder, the newest first."""
    return folders.newest_first(folder.glob("graph-*.npz"))


def stamp() -> str:
    """Return the version that the present rows have: of the files' form, the numbers of all that the graph holds, the day.

    The numbers rise in the transaction that changes the rows; ties begin and end by the day.
    """
    numbers = map(versions.of, dict.fromkeys((*SUBJECTS, *(part.subject for part in slots.parts(SLOT)))))
    return f"{folders.FORMAT}-{'.'.join(map(str, numbers))}-{clock.today():%Y%m%d}"


class Shelf:
    """Holds the snapshot of one process; all its threads share it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._now: Snapshot | None = None
        self._loading: threading.Thread | None = None
        self._broken: set[str] = set()
        self._lock = threading.Lock()

    def current(self, wanted: str) -> Snapshot | None:
        """Return what is there; if it is not the wanted version, begin to load the newest file beside it."""
        now = self._now
        if now is not None and now.version == wanted:
            return now
        thread = self._begin(now)
        if thread is not None and now is None:
            thread.join(PATIENCE)
        return self._now

    def _begin(self, now: Snapshot | None) -> threading.Thread | None:
        with self._lock:
            if self._loading is not None and self._loading.is_alive():
                return self._loading
            newest = self._newest()
            if newest is None or (now is not None and newest.name == f"graph-{now.version}.npz"):
                return None
            self._loading = threading.Thread(target=self._load, args=(newest,), name="graph", daemon=True)
            self._loading.start()
            return self._loading

    def _newest(self) -> Path | None:
        return next((path for path in files(self.folder) if path.name not in self._broken), None)

    def _load(self, path: Path) -> None:
        found = readable(path)
        if found is not None:
            self._now = found
        elif path.exists():  # broken: the one before it is used
            self._broken.add(path.name)


def current() -> Snapshot | None:
    """Return the newest snapshot of the running application's process; None while the first is being made."""
    shelf: Shelf | None = current_app.extensions.get("graph")
    if shelf is None:
        shelf = current_app.extensions.setdefault("graph", Shelf(folders.folder()))
    return shelf.current(stamp())
