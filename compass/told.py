"""What one subject of the house keeps about an actor, in German words: parts of the answer after Art. 15 GDPR.

Slot `compass.told` is asked with actor_id=; each wing and each higher room that keeps rows about actors hangs itself there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core import clock, slots
from core.accounts import Viewer

SLOT = "compass.told"
SOMEBODY = "eine andere Person (Name weggelassen)"
"""Stands for another private person who did not agree to be named (Art. 15 (4) GDPR)."""


@dataclass(frozen=True)
class Told:
    """One part: its heading and its rows, each German words by German keys; empty values may be left out.

    `left_out` are whole sentences about what a person does not learn here, and why.
    """

    title: str
    rows: Sequence[Mapping[str, str]]
    left_out: Sequence[str] = field(default=())


def elsewhere(actor_id: int) -> list[Told]:
    """Return what wings and higher rooms keep about an actor, parts without rows left out."""
    return [part for part in slots.parts(SLOT, actor_id=actor_id) if part.rows]


def covered(actor_id: int, viewer: Viewer) -> int:
    """Return how many private notes and contacts stand in the answer that this person of the office may not read.

    Slot `compass.covered` (actor_id=, viewer=): a wing with rows that only some may read yields how many. The person
    asked about reads all of it by the link to the own entry.
    """
    return sum(slots.parts("compass.covered", actor_id=actor_id, viewer=viewer))


def row(**values: str | datetime | None) -> dict[str, str]:
    """Return a row without empty values; moments in words. An underscore in a key stands for a blank."""
    said = {name: clock.time_in_words(v) if isinstance(v, datetime) else v for name, v in values.items()}
    return {name.replace("_", " "): value for name, value in said.items() if value}
