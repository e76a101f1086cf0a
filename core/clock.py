"""The only place that knows the time: UTC inside, Europe/Berlin for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)

_source: list[Callable[[], datetime]] = [lambda: datetime.now(UTC)]


def now() -> datetime:
    """Return this moment, aware and in UTC."""
    return _source[-1]()


def today() -> date:
    """Return the day that people in the city write."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """Return the same moment on the city's clocks."""
    return moment.astimezone(BERLIN)


@contextmanager
def at(moment: datetime | Callable[[], datetime]) -> Iterator[None]:
    """Hold the clock of the whole process at a moment (or let a function tell it): for tests and the demo year."""
    _source.append(moment if callable(moment) else lambda: moment)
    try:
        yield
    finally:
        _source.pop()


def day_in_words(day: date | datetime) -> str:
    """Write a day as people read it: "5. Dezember 2026" (with spaces that never break)."""
    if isinstance(day, datetime):
        day = local(day).date()
    return f"{day.day}.\u00a0{MONTHS[day.month - 1]}\u00a0{day.year}"


def hour_in_words(moment: datetime) -> str:
    """Write the time of a day as "14:05 Uhr"."""
    return f"{local(moment):%H:%M}\u00a0Uhr"


def time_in_words(moment: datetime) -> str:
    """Write a moment as "5. Dezember 2026, 14:05 Uhr"."""
    return f"{day_in_words(moment)}, {hour_in_words(moment)}"
