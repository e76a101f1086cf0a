"""When something is due, in one manner for the whole house: late things count days, what is to come names its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from core import clock


def day_of(moment: date | datetime | str) -> date:
    """Return the day in the city on which a moment lies; a day, also as ISO text, stays what it is."""
    if isinstance(moment, str):
        return date.fromisoformat(moment)
    return clock.local(moment).date() if isinstance(moment, datetime) else moment


def is_late(until: date | datetime | str) -> bool:
    """Tell whether the last day for something is over."""
    return day_of(until) < clock.today()


def until_in_words(until: date | datetime | str) -> str:
    """Say by when something is due: "seit 5 Tagen überfällig", "heute", "bis morgen", "bis 29. November 2026"."""
    day = day_of(until)
    if is_late(day):
        return f"{since_in_words(day)} überfällig"
    near = {0: "heute", 1: "bis morgen"}
    return near.get((day - clock.today()).days) or f"bis {clock.day_in_words(day)}"


def since_in_words(since: date | datetime | str) -> str:
    """Say for how long something has waited: "seit heute", "seit gestern", "seit 5 Tagen"."""
    days = (clock.today() - day_of(since)).days
    return {0: "seit heute", 1: "seit gestern"}.get(days, f"seit {days} Tagen")


@dataclass(frozen=True)
class DuePart:
    """One line of the office's day (slot "today.due"): what is about what, when it is due in words, the day it is sorted by."""

    title: str
    what: str
    whence: str
    address: str
    when: str
    late: bool
    on: date = date.max

    @classmethod
    def until(cls, title: str, what: str, whence: str, address: str, until: date | datetime | str) -> DuePart:
        """Return something that should be done by a day."""
        return cls(title, what, whence, address, until_in_words(until), is_late(until), day_of(until))

    @classmethod
    def since(cls, title: str, what: str, whence: str, address: str, since: date | datetime | str) -> DuePart:
        """Return something that waits and has no last day."""
        return cls(title, what, whence, address, since_in_words(since), late=False, on=day_of(since))
