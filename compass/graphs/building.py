"""Builds the snapshot in the background: a lane of the worker that looks once a second whether the network is another one.

A change waits until nothing more has changed for a second, at most two; then rows are read and the graph is written, the
figures after it. The next build begins no sooner than the last one took, so that a long import leaves the machine half of
its time. One builder at a time: a file lock, freed by the system when its process dies.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import numpy as np
from flask import current_app
from whoosh.util.filelock import FileLock, try_for

from compass.graphs import arrays, counting, figures, folders, layout, shelf
from compass.graphs.arrays import EVERYBODY, OFFICE, Edges, Floats, Ints
from compass.graphs.reading import Rows, rows
from compass.graphs.snapshot import NO_TIES, Snapshot
from compass.networked import SLOT
from core import clock, slots
from core.db import rollback

log = logging.getLogger(__name__)

QUIET: Final = 1.0
LONGEST: Final = 2.0
"""Seconds a change waits for the next one, and at most."""


class Pace:
    """When the next build may begin: what version was seen since when, what was built last and how long that took."""

    def __init__(self) -> None:
        self.built = ""
        self._wanted = ""
        self._first = self._last = self._ended = -1e9
        self._took = 0.0

    def due(self, stamp: str, now: float) -> bool:
        """Say whether a version that is not built yet has waited long enough."""
        if stamp != self._wanted:
            if self._wanted in {"", self.built}:
                self._first = now
            self._wanted, self._last = stamp, now
        waited = now - self._last >= QUIET or now - self._first >= LONGEST
        return waited and now - self._ended >= self._took

    def done(self, stamp: str, took: float, now: float) -> None:
        """Note that a version is built."""
        self.built, self._took, self._ended = stamp, took, now


def tend() -> None:
    """Do one round of the lane: build when the rows are newer than the newest file and have been left alone for a moment."""
    pace: Pace = current_app.extensions.setdefault("graph.pace", Pace())
    stamp = shelf.stamp()
    if stamp == pace.built:
        return
    folder, began = folders.folder(), time.monotonic()
    if not pace.due(stamp, began) and shelf.files(folder):
        return
    with turn(folder) as ours:
        if ours:
            _write(folder, stamp)
            pace.done(stamp, time.monotonic() - began, time.monotonic())


def build_now() -> str:
    """Build at once what the rows say, whoever else builds: for the demo, tests and the bench; return the version."""
    stamp = shelf.stamp()
    _write(folders.folder(), stamp)
    return stamp


@contextmanager
def turn(folder: Path) -> Iterator[bool]:
    """Hold the right to build; False when another process has it."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(str(folder / "graph.lock"))
    ours = try_for(lock.acquire, timeout=0)
    try:
        yield ours
    finally:
        if ours:
            lock.release()


def _write(folder: Path, stamp: str) -> None:
    """Write what of a version is not there yet: the graph, then the figures, which may take longer."""
    path = shelf.path(folder, stamp)
    made = shelf.readable(path)
    if made is None:
        before = next((old for one in shelf.files(folder) if (old := shelf.readable(one))), None)
        found = rows(slots.parts(SLOT))
        rollback()
        made = drawn(stamp, found, before)
        shelf.write(folder, made)
    if not figures.path(folder, stamp).exists():
        counted = counting.of(made, counting.days())
        rollback()
        figures.write(folder, stamp, counted)
    log.info("graph: %s actors, %s edges are written", made.actors, len(made.indices) // 2)


def drawn(version: str, found: Rows, before: Snapshot | None = None) -> Snapshot:
    """Put the rows together: edges in order, places on both maps (near those of before), communities."""
    nodes = len(found.ids)
    edges = arrays.edges(nodes, found.groups)
    at = layout.lay_out(edges.view(OFFICE), _known(before, found, ("x", "y")))
    public = _public(edges, found, before)
    tied = [code for code, label in enumerate(found.labels) if label not in NO_TIES]
    return Snapshot(
        version=version,
        built_at=clock.now().isoformat(),
        kinds=found.kinds,
        labels=found.labels,
        actors=int((found.kind == 0).sum()),
        kind=found.kind,
        ids=found.ids,
        sector=found.sector,
        actor_kind=found.actor_kind,
        marked=found.marked,
        seen=found.seen,
        x=at[:, 0],
        y=at[:, 1],
        public_x=public[:, 0],
        public_y=public[:, 1],
        community=layout.communities(edges.view(OFFICE, tied)),
        indptr=edges.indptr,
        indices=edges.indices,
        weight=edges.weight,
        edge_seen=edges.seen,
        edge_label=edges.label,
        outward=edges.outward.astype(np.uint8),
    )


def _public(edges: Edges, found: Rows, before: Snapshot | None) -> Floats:
    """Lay out what everybody sees, by itself: no place says anything about a tie that is not shown."""
    shown = np.flatnonzero(found.seen & EVERYBODY)
    known = _known(before, found, ("public_x", "public_y"))
    at = layout.lay_out(edges.view(EVERYBODY).only(shown), known[shown] if known is not None else None)
    placed: Floats = np.full((len(found.ids), 2), np.nan, dtype=np.float32)
    placed[shown] = at
    return placed


def _known(before: Snapshot | None, found: Rows, names: tuple[str, str]) -> Floats | None:
    """Return where each node stood before (n, 2), NaN for who is new; None without a before."""
    if before is None:
        return None
    at: Floats = np.full((len(found.ids), 2), np.nan, dtype=np.float32)
    old = np.column_stack([getattr(before, name) for name in names])
    for number, kind in enumerate(found.kinds):
        if kind in before.kinds:
            mine = np.flatnonzero(found.kind == number)
            theirs = np.flatnonzero(before.kind == before.kinds.index(kind))
            place: Ints = arrays.places(before.ids[theirs], found.ids[mine])
            at[mine[place >= 0]] = old[theirs[place[place >= 0]]]
    return at
