"""A segment as pages show it: what it narrows to in words, how many it holds, where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from compass.segments import queries
from compass.segments.forms import NameForm
from compass.segments.models import Segment
from core.rights import Right

LIST = "/buero/netzwerk"
RIGHTS = {"edit": Right.NETWORK_EDIT, "reach": Right.NETWORK_CONTACT, "take": Right.NETWORK_EXPORT}


@dataclass(frozen=True)
class Line:
    """One segment: what it narrows to, how many it holds, the end of its addresses, whether it is one's own."""

    segment: Segment
    words: str
    total: int
    query: str
    own: bool


@dataclass(frozen=True)
class Link:
    """One segment above the list; `here` where the list shows it now."""

    name: str
    address: str
    here: bool


def lines(segments: Sequence[Segment], account: int) -> list[Line]:
    """Return segments for their page."""
    found = zip(segments, queries.counts(segments), strict=True)
    return [Line(one, asked.words, total, asked.query, one.account_id == account) for one, (asked, total) in found]


def form(segment: Segment) -> NameForm:
    """Return the form of one segment among many."""
    made = NameForm(version=segment.version, name=segment.name, for_all=segment.for_all)
    for field in made:
        field.id = f"segment-{segment.id}-{field.name}"
        field.label.field_id = field.id
    return made


def links(segments: Sequence[Segment], present: Sequence[tuple[str, str]]) -> list[Link]:
    """Return the links above a list that is narrowed to `present`."""
    here = sorted(present)
    return [Link(one.name, address(one), sorted((n, v) for n, v in one.pairs) == here) for one in segments]


def address(segment: Segment) -> str:
    """Return where a segment leads."""
    return f"{LIST}?{urlencode(pairs(segment))}"


def pairs(segment: Segment) -> list[tuple[str, str]]:
    """Return the names and values of a segment's address."""
    return [(name, value) for name, value in segment.pairs]
