"""What this wing hands to the house."""

from __future__ import annotations

from pathlib import Path

from core.journal import Verb
from core.room import Room
from dialogues.preparing import desk, hangings, public, seat

room = Room(
    "dialogues.preparing",
    blueprints=(public.door, seat.door, desk.door, desk.edit_door),
    texts=Path(__file__).with_name("texts.toml"),
    slots={
        "dialogues.aside": hangings.aside,
        "dialogues.desk_aside": hangings.desk_aside,
        "dialogues.seat": hangings.seat,
        "compass.letter_lines": hangings.invited,
        "compass.settled": hangings.settled,
    },
    verbs=(
        Verb("dialogue.rehearsing", "hat eine Probe begonnen"),
        Verb("dialogue.rehearsed", "hat den Abend geprobt und die Probe gelöscht"),
    ),
)
