"""A city's list of people comes in beside ten thousand entries, and all entries go out: processor time, memory, limits."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator

from sqlalchemy import select

from bench import sites
from bench.figures import Figure, settled, show
from compass.exports import stream
from compass.exports.formats import FORMS
from compass.exports.releasing import CONTACT
from compass.imports import services, uploads, working
from compass.imports.mapping import NAMES
from compass.imports.reading import Answers
from compass.models import Actor
from core.db import db, writing
from core.journal import HOUSE
from core.takeover import columns
from core.takeover.states import State
from tests.support.city_lists import as_csv

THERE, ROWS = 8000, 2000
"""Rows of the list that is there already (with its organisations about ten thousand entries), and of the one measured."""
OWED = 300.0
"""Rows a second with the look for doubles, from the file to the stored entry."""
MEMORY = 40.0
"""Megabytes of Python's own that an export of any length may hold."""


def run() -> bool:
    """Measure on every database there is; True when every limit is kept."""
    kept = True
    for open_site in sites.everywhere():
        with open_site(1, searched=False) as site:
            kept = _measured(site) and kept
    return kept


def _measured(site: sites.Site) -> bool:
    def measure() -> list[Figure]:
        with site.app.app_context():
            _taken("there", THERE, seed=1)
            trial, taking = _taken("rows", ROWS, seed=2)
            figures = [
                Figure("row, trial run with doubles", 1e3 * trial, "ms", "limit", 1e3 / OWED),
                Figure("row, trial run and taking", 1e3 * (trial + taking), "ms", "limit", 1e3 / OWED),
            ]
            return [*figures, *_exports()]

    return show(f"A list of {ROWS:,} rows beside ten thousand entries, {site.engine}", settled(measure))


def _taken(name: str, rows: int, seed: int) -> tuple[float, float]:
    """Take a list over; return the processor seconds a row costs in the trial run and in the taking."""
    name = f"{name}{time.time_ns()}"
    folder = uploads.SHELF.folder()
    folder.mkdir(parents=True, exist_ok=True)
    content, _ = as_csv(rows, seed=seed + time.time_ns() % 1000)
    (folder / name).write_bytes(content)
    guessed = columns.guess(columns.preview(folder / name).columns, {}, NAMES)
    with writing():
        number = services.begin(name, "liste.csv", name[:80], name, HOUSE).id
        services.check(number, Answers(guessed), HOUSE)
    trial = _steps(State.CHECKING, number)
    with writing():
        services.take(number, HOUSE)
    taking = _steps(State.TAKING, number)
    db.session.remove()
    return trial / rows, taking / rows


def _steps(state: State, number: int) -> float:
    began = time.process_time()
    for _ in working.STEPS[state](number):
        pass
    return time.process_time() - began


def _exports() -> Iterator[Figure]:
    for form in FORMS:
        began = time.process_time()
        for _piece in _going(form):
            pass
        yield Figure(f"all as {form}, processor", time.process_time() - began, "s", "limit", 20.0)
    tracemalloc.start()
    for _piece in _going("csv"):
        pass
    most = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    yield Figure("all as csv, memory", most, "MB", "limit", MEMORY)


def _going(form: str) -> Iterator[bytes]:
    going = stream.opened(select(Actor.id), CONTACT)
    yield from FORMS[form].write(going)
    going.close()
