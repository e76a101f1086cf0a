"""What several rooms hang into the same place of the floor: a date on the start page, a way to take part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.clock import MONTHS

SHORT = 4
"""Letters of a month that is written out: Mai, Juni, Juli."""


@dataclass(frozen=True)
class DatePart:
    """One date or call for the slot `start.dates`: when in words, its ISO day for sorting, a short word as badge."""

    title: str
    what: str
    when: str
    iso: str
    address: str
    badge: str = ""

    @property
    def datetime(self) -> str:
        """The day for machines; empty for a call without one."""
        return self.iso[:10]

    @property
    def day(self) -> str:
        """The day of the month as the block shows it."""
        return str(date.fromisoformat(self.datetime).day) if self.iso else ""

    @property
    def month(self) -> str:
        """The month in short, as the block shows it."""
        name = MONTHS[date.fromisoformat(self.datetime).month - 1] if self.iso else ""
        return name if len(name) <= SHORT else f"{name[:3]}."

    @property
    def note(self) -> str:
        """When and what, in one line."""
        return " · ".join(filter(None, (self.when, self.what)))


@dataclass(frozen=True)
class WayIn:
    """One way to take part for the slot `join.ways`: what it is, one sentence about it, the link's words and address."""

    title: str
    sentence: str
    label: str
    address: str
