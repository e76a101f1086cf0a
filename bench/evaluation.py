"""How long ten theses of five hundred stones take to evaluate: verdict, unity, consensus, a thousand draws, four sectors.

Processor time of one process, nothing kept from the run before. Beside it the same draws judged one after the other by
the rules themselves: what the whole columns of numpy are worth.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from bench.figures import Figure, show
from compass.models import Sector
from dialogues.agreement import Counts, ThesisResult, bridge, resampling, verdict

THESES, STONES, RUNS, ALONE = 10, 500, 5, 200
LIMIT = 50.0
SHAPES = ((0.5, 0.3, 0.1, 0.05, 0.05), (0.4, 0.1, 0.0, 0.1, 0.4), (0.2, 0.2, 0.2, 0.2, 0.2))


def run() -> bool:
    """Evaluate; True when it stays within the limit."""
    random = np.random.default_rng(7)
    rows = [random.multinomial(STONES, SHAPES[place % len(SHAPES)]).tolist() for place in range(THESES)]
    evaluated(rows)
    taken = min(milliseconds(lambda: evaluated(rows)) for _ in range(RUNS))
    alone = milliseconds(lambda: one_by_one(rows)) * resampling.DRAWS / ALONE
    title = f"{THESES} theses of {STONES} stones, {resampling.DRAWS} draws each"
    return show(
        title,
        [
            Figure("evaluation", taken, "ms", "limit", LIMIT, 1.0),
            Figure("evaluation", taken, "ms", "draws judged one by one", alone),
        ],
    )


def evaluated(rows: list[list[int]]) -> None:
    """Evaluate each thesis as its page shows it."""
    resampling.is_narrow.cache_clear()
    for number, row in enumerate(rows, start=1):
        result = ThesisResult(number, number, THESES, "Eine These.", "", Counts(*row))
        _ = (result.word, result.narrow, result.unity_number, result.consensus_number, result.distribution)
        resampling.staying(result.counts)
        quarter = Counts(*(count // len(Sector) for count in row))
        bridge(result.counts, dict.fromkeys(Sector, quarter))


def one_by_one(rows: list[list[int]]) -> None:
    """Judge some draws of each thesis by the rules themselves."""
    for row in rows:
        drawn = np.random.default_rng(row).multinomial(STONES, np.array(row) / STONES, size=ALONE)
        for stones in drawn.tolist():
            verdict(Counts(*stones))


def milliseconds(work: Callable[[], None]) -> float:
    """Return the processor time of some work."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000
