"""What several rooms hang into the same place of the floor: a date on the start page, a way to take part."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DatePart:
    """One date or call for the slot `start.dates`: when in words, its ISO day for sorting, a short word as badge."""

    title: str
    what: str
    when: str
    iso: str
    address: str
    badge: str = ""


@dataclass(frozen=True)
class WayIn:
    """One way to take part for the slot `join.ways`: what it is, one sentence about it, the link's words and address."""

    title: str
    sentence: str
    label: str
    address: str
