"""What the rooms report to the Themenradar: one mark for each thing that everybody may see."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from core import slots

SLOT = "radar.blips"


class Ring(enum.StrEnum):
    """Ring des Themenradars: how far a thing has come, from the first impulse outside to what stays inside."""

    IMPULSE = "impulse"
    TRIED = "tried"
    DONE = "done"
    LASTING = "lasting"


RING_WORDS = {
    Ring.IMPULSE: "Impuls",
    Ring.TRIED: "erprobt",
    Ring.DONE: "umgesetzt",
    Ring.LASTING: "verstetigt",
}
KIND_WORDS = {"idea": "Idee", "vision": "Vision", "order": "Arbeitsauftrag", "box": "Kickbox", "paper": "Vorlage"}


@dataclass(frozen=True)
class Blip:
    """One mark: kind (a key of KIND_WORDS), the thing's id, its title, the Aktionsfeld it lies in, its ring, its public page."""

    kind: str
    id: int
    title: str
    area_id: int
    ring: Ring
    address: str


def reported() -> list[Blip]:
    """Return what all rooms report, in a fixed order; each room reports only what everybody may see."""
    return sorted(slots.parts(SLOT), key=lambda blip: (blip.kind, blip.id))
