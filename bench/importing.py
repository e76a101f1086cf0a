"""Tables come in: processor time of a row with and without the look for doubles, beside the limits and the row read alone.

Two kinds of text: of few words that all texts share (the worst for finding doubles), and of 40,000 words used as people
do, few often and most seldom. With files of contributions, a third: their own words, as often as they stand there.
"""

from __future__ import annotations

import csv
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench import sites
from bench.figures import Figure, settled, show
from bench.filling import HEADS, STEMS
from bench.search import rows_of
from bench.similar import made_up, vocabulary
from core.db import db, writing
from core.journal import HOUSE
from core.takeover.states import State
from ideas import importing
from ideas.imports import services, uploads, working
from ideas.imports.mapping import Answers

ROWS = 2000
THERE = 10_000
PLAIN, CAREFUL = 500.0, 100.0
"""Rows a second the house owes, without and with the look for doubles."""
WORDS = tuple(f"{stem}{head}" for stem in STEMS for head in HEADS)
LONG = 40
"""Words of a text, drawn by their rank as in a language: the tenth a tenth as often as the first."""
MAPPING = {"id": "id", "title": "title", "text": "text"}


Wording = Callable[[random.Random], str]
"""Writes one text."""


def run(paths: Sequence[Path] = ()) -> bool:
    """Measure on every database there is; True when every limit is kept."""
    kept = True
    for open_site in sites.everywhere():
        for kind, wording in wordings(paths).items():
            with open_site(100, searched=False) as site:
                kept = _measured(site, kind, wording) and kept
    return kept


def wordings(paths: Sequence[Path]) -> dict[str, Wording]:
    """Return the kinds of text that are measured, by what they are called."""
    known, weights = vocabulary(random.Random(7)), [1 / rank for rank in range(1, len(WORDS) + 1)]
    found: dict[str, Wording] = {
        "few words": lambda draw: " ".join(draw.choices(WORDS, weights, k=LONG)),
        "many words": lambda draw: made_up(draw, known, draw.randint(20, 80)),
    }
    said = [word for path in paths for _, title, text in rows_of(path) for word in f"{title} {text}".split()]
    if said:
        found["words of the files"] = lambda draw: " ".join(draw.choices(said, k=draw.randint(20, 80)))
    return found


def _measured(site: sites.Site, kind: str, wording: Wording) -> bool:
    def measure() -> list[Figure]:
        with site.app.app_context(), tempfile.TemporaryDirectory(prefix="bench") as folder:
            _command(_file(Path(folder) / "there.csv", THERE, wording))
            path = _file(Path(folder) / "rows.csv", ROWS, wording)
            read = _read(path)
            plain, careful, known = _web(path, "a", doubles=False), _web(path, "b", doubles=True), _command(path)
        return [
            Figure("row, browser, trial and taking", 1e3 * plain, "ms", "limit", 1e3 / PLAIN),
            Figure("row, the same with doubles", 1e3 * careful, "ms", "limit", 1e3 / CAREFUL),
            Figure("row, command line", 1e3 * known, "ms", "limit", 1e3 / PLAIN),
            Figure("row, browser", 1e3 * plain, "ms", "csv module reads it", 1e3 * read, 2000.0),
        ]

    return show(f"Import of {ROWS:,} rows beside {THERE:,} ideas, {kind}, {site.engine}", settled(measure))


def _file(path: Path, rows: int, wording: Wording) -> Path:
    draw = random.Random(time.time_ns())
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "title", "text"])
        writer.writerows([f"R{number}-{draw.random()}", "", wording(draw)] for number in range(rows))
    return path


def _read(path: Path) -> float:
    """Return the processor seconds a row costs that is only read."""
    began = time.process_time()
    with path.open(newline="", encoding="utf-8") as file:
        number = sum(1 for _ in csv.reader(file))
    return (time.process_time() - began) / number


def _web(path: Path, name: str, *, doubles: bool) -> float:
    """Return the processor seconds a row costs from the trial run to the stored idea; doubles are taken too, to count alike."""
    folder = uploads.SHELF.folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(path.read_bytes())
    nonce = f"{name}{time.time_ns()}"
    with writing():
        number = services.begin(name, path.name, f"Bench {nonce}"[:80], nonce, HOUSE).id
        services.check(number, Answers(MAPPING, doubles=doubles), HOUSE)
    began = time.process_time()
    for _ in working.STEPS[State.CHECKING](number):
        pass
    with writing():
        services.take(number, HOUSE)
    for _ in working.STEPS[State.TAKING](number):
        pass
    db.session.remove()
    return (time.process_time() - began) / ROWS


def _command(path: Path) -> float:
    """Return the processor seconds a row costs by the command line."""
    report = importing.Report()
    began = time.process_time()
    for batch in importing.batches(importing.rows(path, MAPPING)):
        importing.store(batch, f"Bench {time.time_ns()}", report, publish=False, dry_run=False)
    return (time.process_time() - began) / (report.new or 1)
