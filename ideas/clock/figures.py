"""Figures of the service clock: how many ideas came, how soon the office answered, what is late. Counts the office alone.

Counted are ideas handed in to us; those taken over from elsewhere and those that look like a machine's are left out.
The first reply is the office's first step: published, asked back, passed on, answered or refused with a reason.
In time means on or before the last promised day (day of handing in plus the promise, whole days of the city's calendar).
The median is that of all replied ideas of a period, in whole days between handing in and reply (0: the same day).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

FEW = 5
"""Under so many ideas a period shows only how many came: nothing about single cases."""


@dataclass(frozen=True)
class Handed:
    """One idea as the figures see it: the days it came and was first replied to, and whether its author took it back."""

    on: date
    replied_on: date | None = None
    withdrawn: bool = False


@dataclass(frozen=True)
class Counts:
    """What became of some ideas: the five numbers add up to `handed_in`; `median_days` is None without a reply."""

    handed_in: int
    in_time: int
    late: int
    overdue: int
    waiting: int
    withdrawn: int
    median_days: float | None

    @property
    def replied(self) -> int:
        """How many have a first reply."""
        return self.in_time + self.late

    @property
    def missed(self) -> int:
        """How many replies came or still come after the promised day."""
        return self.late + self.overdue

    @property
    def judged(self) -> int:
        """How many can be judged: replied to, or the promised day is over."""
        return self.in_time + self.missed


@dataclass(frozen=True)
class Period:
    """A year or a quarter; `told` is False where so few ideas came that only their number is shown."""

    key: str
    label: str
    counts: Counts
    told: bool


def count(handed: Sequence[Handed], promised: int, today: date) -> Counts:
    """Count ideas against a promise of so many days."""
    replied = [one for one in handed if one.replied_on is not None]
    days = [(one.replied_on - one.on).days for one in replied if one.replied_on]
    unanswered = [one for one in handed if one.replied_on is None]
    withdrawn = sum(one.withdrawn for one in unanswered)
    overdue = sum(not one.withdrawn and one.on + timedelta(days=promised) < today for one in unanswered)
    in_time = sum(number <= promised for number in days)
    return Counts(
        handed_in=len(handed),
        in_time=in_time,
        late=len(days) - in_time,
        overdue=overdue,
        waiting=len(unanswered) - withdrawn - overdue,
        withdrawn=withdrawn,
        median_days=float(median(days)) if days else None,
    )


def year_of(day: date) -> tuple[str, str]:
    """Return key and label of a day's year."""
    return str(day.year), str(day.year)


def quarter_of(day: date) -> tuple[str, str]:
    """Return key and label of a day's quarter."""
    number = (day.month + 2) // 3
    return f"{day.year}-{number}", f"{number}. Quartal {day.year}"


def periods(
    handed: Iterable[Handed], promised: int, today: date, part: Callable[[date], tuple[str, str]]
) -> list[Period]:
    """Return the periods in which ideas came, newest first, with few cases hidden."""
    groups: dict[tuple[str, str], list[Handed]] = {}
    for one in handed:
        groups.setdefault(part(one.on), []).append(one)
    counted = {key: count(group, promised, today) for key, group in groups.items()}
    hidden = _hidden({key: counts.handed_in for key, counts in counted.items()})
    return [Period(*key, counts, key not in hidden) for key, counts in sorted(counted.items(), reverse=True)]


def _hidden(numbers: dict[tuple[str, str], int]) -> set[tuple[str, str]]:
    """Return what must not be told: periods with few ideas, and one more where else the rest of a shown sum would tell.

    A quarter's sum is its year, a year's sum is all years.
    """
    hidden: set[tuple[str, str]] = set()
    for year in {_within(key) for key in numbers}:
        siblings = sorted((number, key) for key, number in numbers.items() if _within(key) == year)
        few = {key for number, key in siblings if number < FEW}
        if few and sum(numbers[key] for key in few) < FEW:
            more = [key for _, key in siblings if key not in few]
            few |= set(more[:1])
        hidden |= few
    return hidden


def _within(key: tuple[str, str]) -> str:
    """Return whose sum a period is part of: a quarter is part of its year, a year of all years."""
    return key[0].partition("-")[0] if "-" in key[0] else ""
