"""A saved filter as pages show it: where it leads, whether the list stands on it now, what it narrows to in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from ideas import listing
from ideas.filters.models import SavedFilter, Shelf
from ideas.listing import Args

Pairs = list[tuple[str, str]]
QUEUE = "/buero/ideen"
ADDRESSES = {Shelf.ALL: listing.DESK.base, Shelf.QUEUE: QUEUE}
WORDS = {Shelf.ALL: "Alle Ideen", Shelf.QUEUE: "Ideen lesen"}


@dataclass(frozen=True)
class Link:
    """One saved filter above a list."""

    name: str
    address: str
    here: bool


def kept_of(args: Args, shelf: Shelf) -> Pairs:
    """Return what of an address is kept: the list's own filters that exist, never a token, cursor or strange word."""
    if shelf is Shelf.ALL:
        return listing.canonical(args)
    words = [value for name, value in listing.canonical(args) if name == "zustaendig"]
    return [("zustaendig", words[0])] if words else []


def address(one: SavedFilter) -> str:
    """Return where a filter leads."""
    return f"{ADDRESSES[one.shelf]}?{urlencode([(name, value) for name, value in one.pairs])}"


def links(found: Sequence[SavedFilter], present: Pairs) -> list[Link]:
    """Return the links above a list that is narrowed to `present`."""
    here = sorted(present)
    return [Link(one.name, address(one), sorted((n, v) for n, v in one.pairs) == here) for one in found]
