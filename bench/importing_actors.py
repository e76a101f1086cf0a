"""A city's list of people comes in beside ten thousand entries, and all entries go out: processor time, memory, limits."""

from __future__ import annotations

import os
import time
import tracemalloc
from collections.abc import Iterator

from sqlalchemy import func, select

from bench import filling_actors, sites
from bench.figures import NO_LIMIT, Figure, settled, show
from compass.alike import upkeep
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

INVENTED, THERE, ROWS = 8_000, 1_500, 2_000
"""Invented entries, rows of a list that is there already (with its organisations about ten thousand entries together), and
rows of the list that is measured."""
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
    with site.app.app_context():
        filling_actors.fill(INVENTED)
        with writing():
            upkeep.rebuild()
        _taken("there", THERE, seed=1)
        there = db.session.scalar(select(func.count(Actor.id))) or 0
        db.session.remove()
        load = f"{site.engine}, load {os.getloadavg()[0]:.1f}"
        kept = show(f"A list of {ROWS:,} rows beside {there:,} entries, {load}", settled(_imports))
        leaving = db.session.scalar(select(func.count()).select_from(stream.leaving(select(Actor.id)).subquery()))
        return show(f"{leaving:,} entries as a file, {load}", settled(lambda: list(_exports()))) and kept


def _imports() -> list[Figure]:
    trial, taking = _taken("rows", ROWS, seed=2)
    both = trial + taking
    return [
        Figure("row, trial run with doubles", 1e3 * trial, "ms", "limit", 1e3 / OWED),
        Figure("row, trial run and taking", 1e3 * both, "ms", "limit", 1e3 / OWED),
        Figure("rows a second of processor", 1 / both, "", "owed", OWED, NO_LIMIT),
    ]


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
        began, pieces = time.process_time(), _going(form)
        next(pieces)
        first = time.process_time() - began
        for _piece in pieces:
            pass
        whole = time.process_time() - began
        yield Figure(f"all as {form}, processor", whole, "s", "limit", 20.0)
        yield Figure(f"first piece of {form}", first, "s", "the whole", whole, NO_LIMIT)
    tracemalloc.start()
    for _piece in _going("csv"):
        pass
    most = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    yield Figure("all as csv, memory", most, "MB", "limit", MEMORY)


def _going(form: str) -> Iterator[bytes]:
    going = stream.opened(select(Actor.id), CONTACT)
    try:
        yield from FORMS[form].write(going)
    finally:
        going.close()
