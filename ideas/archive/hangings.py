"""What the archive hangs into other pages: the way to the offers, a tile, what deletion must wait for."""

from __future__ import annotations

from collections.abc import Sequence

from ideas.archive import queries
from ideas.hangings import WayPart
from ideas.listing import Listing


def ways(list: Listing) -> list[WayPart]:  # noqa: A002, ARG001 - the slot's own word
    """Lead from all ideas to the archive."""
    return [WayPart("Stadtarchiv", "/buero/ideen/archiv")]


def tiles() -> list[tuple[int, str, str]]:
    """Return how many files wait to be offered, when there are any."""
    number = queries.how_many_due()
    return [(number, "Akten dem Stadtarchiv anbieten", "/buero/ideen/archiv")] if number else []


def held() -> Sequence[int]:
    """Return the ideas whose deletion waits for the archive's word."""
    return queries.held()
