"""The page of figures in words: numbers as people read them, bars in hundredths, a sentence that says the picture."""

from __future__ import annotations

from dataclasses import dataclass

from ideas.clock.figures import FEW, Counts, Period
from ideas.clock.queries import Figures


@dataclass(frozen=True)
class Bar:
    """One quarter as a bar: pieces are (class of the colour, start, width) in hundredths of the longest bar."""

    label: str
    number: int
    pieces: tuple[tuple[str, float, float], ...]


def middle(counts: Counts) -> str:
    """Write the median wait, "–" where so few were replied to that it would tell of single cases."""
    return days(counts.median_days if counts.replied >= FEW else None)


def days(number: float | None) -> str:
    """Write a number of days: "1 Tag", "3,5 Tage", "–" without one."""
    if number is None:
        return "–"
    whole = f"{number:.1f}".removesuffix(".0").replace(".", ",")
    return f"{whole} {'Tag' if whole == '1' else 'Tage'}"


def share(counts: Counts) -> str:
    """Write the share that was answered in time, in whole per cent, never rounded up to all; "–" with few cases."""
    if counts.judged < FEW:
        return "–"
    exact = 100 * counts.in_time / counts.judged
    return f"{int(exact) if counts.missed else 100} %"


def bars(quarters: tuple[Period, ...]) -> list[Bar]:
    """Return the quarters as bars, oldest first; where few ideas came the bar has one piece."""
    most = max((one.counts.handed_in for one in quarters), default=0)
    return [_bar(one, most) for one in reversed(quarters)]


def _bar(period: Period, most: int) -> Bar:
    counts = period.counts
    rest = counts.waiting + counts.withdrawn
    parts = [("f-action", counts.in_time), ("f-ink", counts.missed), ("f-line", rest)]
    if not period.told:
        parts = [("f-line", counts.handed_in)]
    start, pieces = 0.0, []
    for colour, number in parts:
        width = 100 * number / most
        if number:
            pieces.append((colour, round(start, 2), round(width, 2)))
        start += width
    return Bar(period.label, counts.handed_in, tuple(pieces))


def description(shown: Figures) -> str:
    """Say what the bars show, for those who do not see them."""
    told = [f"{one.label}: {one.counts.handed_in}" for one in reversed(shown.quarters)]
    return "Balken je Quartal, so lang wie die Zahl der abgegebenen Ideen. " + "; ".join(told) + "."
