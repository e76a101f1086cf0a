"""What imports hang into other pages."""

from __future__ import annotations

from ideas.hangings import WayPart
from ideas.listing import Listing


def ways(list: Listing) -> list[WayPart]:  # noqa: A002, ARG001 - the slot's own word
    """Lead from all ideas to the imports."""
    return [WayPart("Tabelle übernehmen", "/buero/ideen/uebernahmen")]
