"""Stones of eight processes at once: stored together by their writers, one by one, and nothing lost of what was answered.

Every process lays for some seconds under keys that can be made again, so that afterwards each acknowledged one is looked
for. Durable commits on SQLite. Beside the bundles: the same stones with a commit each, waiting their turn, and again in
the way SQLite's own patience lets them wait (whoever asks at the right moment goes first).
"""

from __future__ import annotations

import hashlib
import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import select

from bench import sites
from bench.figures import NO_LIMIT, Figure, percentile, show
from bench.sites import Site
from core import turns, writer
from core.db import db, writing
from core.factory import House
from dialogues import ballots
from dialogues.models import Ballot
from tests.support import meetings

PROCESSES, SECONDS, PHONES = 8, 4.0, 50
AT_LEAST = 20
"""Times as many in bundles as with a commit each."""
THESES = tuple(f"Die {number}. These." for number in range(1, 11))


@dataclass(frozen=True)
class Run:
    """What the processes reached together: stones a second, errors, lost ones, waits in seconds, the slowest process's share."""

    rate: float
    errors: int
    lost: int
    waits: Sequence[float]
    least: float


def run() -> bool:
    """Print the tables; True when nothing is lost and bundles are worth it."""
    kept = []
    for kind in sites.everywhere():
        with kind(10, searched=False) as site:
            kept.append(show(f"Stones of {PROCESSES} processes, {site.engine}", measured(site)))
    return all(kept)


def measured(site: Site) -> Sequence[Figure]:
    """Let the processes lay in each way that this database has; return the figures."""
    with site.app.app_context():
        meeting = meetings.opened(THESES)
        db.session.remove()
    ways = ("together", "alone", "patience") if site.settings.sqlite else ("alone",)
    runs = {way: one_way(site, meeting, way) for way in ways}
    errors, lost = sum(one.errors for one in runs.values()), sum(one.lost for one in runs.values())
    first = runs[ways[0]]
    figures = [
        Figure("errors", errors, "", "limit", 0.5),
        Figure("acknowledged and not stored", lost, "", "limit", 0.5),
        Figure("stones a second", first.rate, "", "a hall of 500", 100, NO_LIMIT),
        Figure("a stone waits, p50", percentile(first.waits, 50) * 1e3, "ms", "p99", percentile(first.waits, 99) * 1e3, NO_LIMIT),
    ]  # fmt: skip
    for way, words in (("alone", "a commit each"), ("patience", "a commit each, SQLite's patience")):
        if way in runs and way != ways[0]:
            one, share = runs[way], first.rate / runs[way].rate
            figures.append(Figure(f"{words}: a second", one.rate, "", "ours", first.rate, NO_LIMIT))
            figures.append(Figure("at least so many times", AT_LEAST, "", "ours by theirs", share, aim=way == "alone"))
            figures.append(Figure("longest wait", max(first.waits) * 1e3, "ms", words, max(one.waits) * 1e3, NO_LIMIT))
    figures.append(Figure("slowest process, of an equal share", first.least, "", "of an equal share", 1, NO_LIMIT))
    return figures


def one_way(site: Site, meeting: meetings.Meeting, way: str) -> Run:
    """Let eight processes lay for some seconds; count what they were told, look for each stone."""
    said = _processes(site, meeting, way)
    with site.app.app_context():
        there = set(db.session.scalars(select(Ballot.key)))
        db.session.rollback()
    lost = sum(
        key(way, place, number) not in there for place, one in enumerate(said) for number in range(one["stored"])
    )
    stored = [one["stored"] for one in said]
    return Run(
        sum(stored) / SECONDS,
        sum(one["errors"] for one in said),
        lost,
        [wait for one in said for wait in one["waits"]],
        min(stored) * len(stored) / max(1, sum(stored)),
    )


def _processes(site: Site, meeting: meetings.Meeting, way: str) -> list[dict[str, Any]]:
    """Fork the processes as gunicorn does, let them begin together, return what each says at its end, in their order."""
    with site.app.app_context():
        db.engine.dispose()
    forking = multiprocessing.get_context("fork")
    together, said = forking.Barrier(PROCESSES), forking.SimpleQueue()
    running = [
        forking.Process(target=_one, args=(site.app, meeting, way, place, (together, said)))
        for place in range(PROCESSES)
    ]
    for one in running:
        one.start()
    answers = dict(said.get() for _ in running)
    for one in running:
        one.join(60)
    return [answers[place] for place in range(PROCESSES)]


def _one(app: House, meeting: meetings.Meeting, way: str, place: int, shared: tuple[Any, Any]) -> None:
    """Be one of the processes; shared are the barrier at which all begin and where to say how it went."""
    together, said = shared
    with app.app_context(), impatient() if way == "patience" else nullcontext():
        ballots.one(meeting.id)
        db.session.rollback()
        together.wait(60)
        said.put((place, lay(way, meeting, place)))
        db.engine.dispose()


def key(way: str, place: int, number: int) -> str:
    """Return the key of a process's stone."""
    return hashlib.sha256(f"{way} {place} {number}".encode()).hexdigest()


def lay(way: str, meeting: meetings.Meeting, place: int) -> dict[str, Any]:
    """Lay stones until the time is up, a round of phones after the other; stop counting at the first that failed."""
    stored, errors, waits = 0, 0, list[float]()
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        works = [
            partial(ballots.lay, meeting.id, meeting.theses[number % len(THESES)], key(way, place, number), number % 6)
            for number in range(stored, stored + (PHONES if way == "together" else 1))
        ]
        began = time.monotonic()
        try:
            for answer in (handed_in if way == "together" else alone)(works):
                answer()
                waits.append(time.monotonic() - began)
        except Exception:  # noqa: BLE001 - counted, and the limit is none
            errors += 1
        stored += len(works)
    return {"stored": stored, "errors": errors, "waits": waits[:: max(1, len(waits) // 500)]}


def handed_in(works: Sequence[Callable[[], None]]) -> Iterator[Callable[[], object]]:
    """Hand in all, then wait for each."""
    promised: list[Future[None]] = [writer.promised(work) for work in works]
    yield from (one.result for one in promised)


def alone(works: Sequence[Callable[[], None]]) -> Iterator[Callable[[], object]]:
    """Do each in a transaction of its own."""
    for work in works:
        yield partial(_alone, work)


def _alone(work: Callable[[], None]) -> None:
    with writing():
        work()


@contextmanager
def impatient() -> Iterator[None]:
    """Let processes wait as SQLite does by itself."""
    before, turns.Locked.take = turns.Locked.take, lambda *_: True  # type: ignore[method-assign]  # for this process alone
    try:
        yield
    finally:
        turns.Locked.take = before  # type: ignore[method-assign]  # as it was
