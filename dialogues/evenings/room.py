"""What the wing hands to the house: doors, texts, slots, verbs."""

from __future__ import annotations

from pathlib import Path

from core.journal import Verb
from core.room import Room
from dialogues.evenings import desk, hangings, public

room = Room(
    "dialogues.evenings",
    blueprints=(public.door, desk.door, desk.names_door),
    texts=Path(__file__).with_name("texts.toml"),
    slots={
        "dialogues.desk_sections": hangings.desk_section,
        "dialogues.desk_vision": hangings.desk_vision,
        "dialogues.aside": hangings.aside,
        "dialogues.body_links": hangings.days,
        "today.due": hangings.due,
        "compass.told": hangings.told,
    },
    verbs=(
        Verb("dialogue.attended", "hat eingetragen, wer da war ({number})", frozenset({"number"})),
        Verb("dialogue.finished", "hat den Abend abgeschlossen: Ergebnisse fest, Protokoll fertig, Briefe unterwegs"),
    ),
)
