"""What the cards hang into other pages: a word for those who look up a card nobody has typed in yet."""

from __future__ import annotations

from ideas.hangings import WayPart
from ideas.listing import Listing
from ideas.typed import queries

WAITS = (
    "Dieser Code steht auf einer Karte. Wir haben sie noch nicht abgetippt. "
    "Bitte schauen Sie in ein paar Tagen noch einmal nach."
)


def unknown_code(stored: str) -> list[str]:
    """Return the sentence for the Merk-Code of a card that waits to be typed."""
    return [WAITS] if queries.waits_to_be_typed(stored) else []


def ways(list: Listing) -> list[WayPart]:  # noqa: A002, ARG001 - the slot's own word
    """Lead from all ideas to the cards."""
    return [WayPart("Karten abtippen", "/buero/ideen/karten")]
