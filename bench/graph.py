"""The graph of the network: walks beside their own products and beside networkx, the snapshot from an edit to every process.

The network is made up as in the trials: ten edges for each actor (ties, terms that some share with thousands, eight topics,
circles), a walk starts at three terms and a topic. All times are processor time but the way of an edit, which is the clock's.
Recall@20 is the share of the exact best twenty among ours; exact is networkx at 1,000 actors, above it a float64 iteration to
1e-10. The outer limits of 50 and 200 ms are for a quiet machine, so they are aims here.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import networkx as nx
import numpy as np
from sqlalchemy import delete

from bench import filling_actors, graph_picture, sites
from bench.figures import NO_LIMIT, Figure, processor_ms, settled, show
from compass import networked, services
from compass.graph import Eyes
from compass.graphs import building, folders, reading, shelf, walk
from compass.graphs.arrays import OFFICE, View
from compass.graphs.snapshot import Snapshot
from compass.models import Tie, TieKind
from core import slots, versions
from core.config import ROOT
from core.db import db, rollback, writing
from core.factory import House
from core.journal import HOUSE
from run import create_app
from tests.support import networks

SIZES: Final = (1_000, 3_000, 10_000, 30_000, 100_000)
ACTORS: Final = 10_000
BEST, SEEDS = 20, 4
QUERIES = {1_000: 8, 3_000: 8, 10_000: 8, 30_000: 4, 100_000: 4}
PRODUCTS, FASTER, MISSED = 15, 50, 0.05
OUTER = {10_000: 50.0, 100_000: 200.0}
SECONDS: Final = 5.0
PATIENCE: Final = 60.0
EDITS: Final = 5


@dataclass(frozen=True)
class Measured:
    """One size: edges, ms of a walk and of a product, share of the best twenty that are missed, MB held and at most."""

    actors: int
    edges: int
    walk_ms: float
    product_ms: float
    missed: float
    held_mb: float
    most_mb: float


def run(picture: Path | None = None) -> bool:
    """Print the tables, and draw the growth when a file is named; tell whether every limit was kept."""
    kept = [show(f"Graph, {ACTORS} actors, load {os.getloadavg()[0]:.1f}: a suggestion", settled(_peers))]
    sizes = [_size(actors) for actors in SIZES]
    kept.append(show("Graph: from 1,000 to 100,000 actors", [figure for one in sizes for figure in _growing(one)]))
    if picture:
        picture.write_text(graph_picture.drawn(sizes), encoding="utf-8")
        print(f"The picture is {picture}.")
    with sites.sqlite(ideas=20, searched=False) as site:
        with site.app.app_context():
            filling_actors.fill(ACTORS)
        kept.append(show(f"Snapshot, SQLite, {ACTORS} actors: processor time", settled(partial(_building, site.app))))
        kept.append(show("Snapshot: an edit to two processes, by the clock", settled(partial(_edits, site))))
    return all(kept)


def _seeds(view: View, actors: int, turn: int) -> np.ndarray[Any, Any]:
    """Return a restart at three terms and a topic."""
    draw, terms = np.random.default_rng(turn), max(3, actors // 20)
    restart = np.zeros(len(view.degree), dtype=np.float32)
    restart[actors + draw.integers(0, terms, SEEDS - 1)] = 1.0
    restart[actors + terms + draw.integers(0, 8)] = 1.0
    return restart


def _peers() -> Sequence[Figure]:
    """Measure a walk beside one product of the same matrix and beside nx.pagerank on the same graph, kept as networkx has it."""
    view, actors = networks.city(ACTORS)
    ready, restart = walk.steps(view), _seeds(view, ACTORS, 1)
    graph = networks.as_networkx(view)
    wanted = {int(node): 1.0 for node in np.flatnonzero(restart)}
    p = walk.walk(ready, restart)
    ours, product, choose = processor_ms(
        lambda: walk.walk(ready, restart), lambda: ready @ p, lambda: walk.best(p, actors, BEST), each=10
    )
    (theirs,) = processor_ms(lambda: nx.pagerank(graph, personalization=wanted), each=1, rounds=3)
    small, few = networks.city(1_000)
    return [
        Figure("walk of ten sweeps", ours, "ms", "one product", product, PRODUCTS),
        Figure("walk and the best 20", ours + choose, "ms", "nx.pagerank", theirs, 1 / FASTER),
        Figure("missed of the best 20, 1000 actors", _missed(small, few, _by_networkx), "", "limit", MISSED),
    ]


def _by_networkx(view: View, restart: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    wanted = {int(node): 1.0 for node in np.flatnonzero(restart)}
    found = nx.pagerank(networks.as_networkx(view), personalization=wanted, tol=1e-12, max_iter=1000)
    return np.array([found[node] for node in range(len(view.degree))])


def _to_the_end(view: View, restart: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Iterate in float64 until nothing changes by more than 1e-10 in sum."""
    matrix = view.matrix.astype(np.float64)
    sums = np.asarray(matrix.sum(axis=0)).ravel()
    share = np.divide(1.0, sums, out=np.zeros_like(sums), where=sums > 0)
    e = restart / float(restart.sum())
    p: np.ndarray[Any, Any] = e.astype(np.float64)
    while True:
        after = (1 - walk.RESTART) * (matrix @ (share * p))
        after += (1 - after.sum()) * e
        p, before = after, p
        if np.abs(p - before).sum() < 1e-10:
            return p


def _missed(view: View, actors: np.ndarray[Any, Any], exact: Callable[[View, Any], Any]) -> float:
    """Return the mean share of the exact best twenty that ten sweeps do not name."""
    ready, missed = walk.steps(view), []
    for turn in range(QUERIES[len(actors)]):
        restart = _seeds(view, len(actors), turn)
        ours = {*walk.best(walk.walk(ready, restart), actors, BEST).tolist()}
        theirs = {*np.argsort(-exact(view, restart)[actors], kind="stable")[:BEST].tolist()}
        missed.append(1 - len(ours & theirs) / BEST)
    return float(np.mean(missed))


def _size(number: int) -> Measured:
    """Measure one size; held are all edges, what one pair of eyes sees of them, and the matrix of walks over that."""
    tracemalloc.start()
    edges, actors = networks.city_edges(number), np.arange(number)
    view = edges.view(OFFICE)
    ready = walk.steps(view)
    held, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    restart = _seeds(view, number, 1)
    p = walk.walk(ready, restart)
    few = {"each": 2, "rounds": 5} if number > ACTORS else {}
    ours, product = processor_ms(lambda: walk.walk(ready, restart), lambda: ready @ p, **few)
    missed = _missed(view, actors, _to_the_end)
    return Measured(number, len(view.indices) // 2, ours, product, missed, held / 1e6, most / 1e6)


def _growing(one: Measured) -> Sequence[Figure]:
    name = f"{one.actors} actors, {one.edges} edges"
    found = [Figure(f"{name}: walk", one.walk_ms, "ms", "one product", one.product_ms, PRODUCTS)]
    if one.actors in OUTER:
        found.append(Figure(f"{name}: walk", one.walk_ms, "ms", "outer limit", OUTER[one.actors], aim=True))
    found.append(Figure(f"{name}: missed of the best 20", one.missed, "", "limit", MISSED))
    found.append(Figure(f"{name}: memory held", one.held_mb, "MB", "while it is made", one.most_mb, NO_LIMIT))
    return found


def _building(app: House) -> Sequence[Figure]:
    """Measure a build after an edit, its file, and what a process pays for it and at every request."""
    with app.app_context():
        building.build_now()
        before = shelf.read(shelf.files(folders.folder())[0])
        path, place = shelf.path(folders.folder(), before.version), shelf.Shelf(folders.folder())
        place.current(before.version)

        def drawn() -> None:
            found = reading.rows(slots.parts(networked.SLOT))
            rollback()
            building.drawn("again", found, before)

        build, load = processor_ms(drawn, lambda: shelf.read(path), each=1, rounds=5)
        (ask,) = processor_ms(lambda: place.current(shelf.stamp()), each=200, rounds=5)
        return [
            Figure("rows, edges and places anew", build, "ms", "limit", SECONDS * 1e3),
            Figure("loading the file", load, "ms", "building", build, NO_LIMIT),
            Figure("asked once a request", ask, "ms", "loading the file", load, NO_LIMIT),
            Figure("file", path.stat().st_size / 1e6, "MB", "memory limit of two processes", 250, NO_LIMIT),
        ]


def _edits(site: sites.Site) -> Sequence[Figure]:
    """Let a worker run as a process of its own and two houses wait for edits, each asking as its requests would."""
    houses = [site.app, create_app(site.settings)]
    with _worker(site):
        _edit(houses, EDITS)  # the worker takes its time to start
        waits = [max(_edit(houses, turn)) for turn in range(EDITS)]
    with houses[1].app_context():
        db.session.remove()
        db.engine.dispose()
    return [Figure(f"slowest of {EDITS} edits, the later process", max(waits), "s", "limit", SECONDS)]


@contextmanager
def _worker(site: sites.Site) -> Iterator[None]:
    command = [sys.executable, str(ROOT / "run.py"), "work"]
    environment = {**os.environ, **site.environment()}
    running = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        running.terminate()
        running.wait(60)


def _edit(houses: Sequence[House], turn: int) -> list[float]:
    """Tie two actors who are not tied, and return after how many seconds each house knows."""
    one, other = 10 + turn, ACTORS - turn * 7 - os.getpid() % 1000
    for house in houses:
        _until(house, lambda: networked.current() is not None)
    with houses[0].app_context(), writing():
        services.tie(one, other, TieKind.FUNDS, HOUSE, role=f"Messung {time.time_ns()}")
    began, waits = time.monotonic(), []

    def told(now: Snapshot | None) -> bool:
        return now is not None and any(
            (near.id, near.kind) == (other, TieKind.FUNDS) for near in now.neighbours(one, Eyes.OFFICE)
        )

    for house in houses:
        _until(house, lambda: told(networked.current()))
        waits.append(time.monotonic() - began)
    with houses[0].app_context(), writing():
        db.session.execute(delete(Tie).where(Tie.kind == TieKind.FUNDS))
        versions.up("compass")
    return waits


def _until(house: House, true: Callable[[], bool]) -> None:
    """Ask again and again, each time in a context of its own as a request does."""
    pause, end = threading.Event(), time.monotonic() + PATIENCE
    while True:
        with house.app_context():
            if true():
                return
        if time.monotonic() > end:
            raise RuntimeError("the edit does not arrive")
        pause.wait(0.02)
