"""What the D.I.V. hands to the house: doors, texts, verbs."""

from __future__ import annotations

from pathlib import Path

from core.journal import Verb
from core.room import Entrance, Room
from dialogues import joining, models, running, seat

__all__ = ["models", "room"]

VERBS = (
    Verb("dialogue.opened", "hat das Treffen geöffnet"),
    Verb("dialogue.closed", "hat das Treffen geschlossen und die Steine gezählt"),
    Verb("dialogue.counted", "hat Steine von Hand eingetragen"),
)

room = Room(
    "dialogues",
    blueprints=(joining.door, seat.door, running.door, running.edit_door),
    texts=Path(__file__).with_name("texts.toml"),
    verbs=VERBS,
    entrances=(Entrance("Mitmachen", "joining.index", order=40),),
)
