"""What this wing hands to the house."""

from __future__ import annotations

from pathlib import Path

from core.journal import Verb
from core.room import Room
from dialogues.rankings import desk, hangings, public, seat

room = Room(
    "dialogues.rankings",
    blueprints=(desk.door, desk.edit_door, public.door, seat.door),
    texts=Path(__file__).with_name("texts.toml"),
    slots={
        "dialogues.desk_sections": hangings.desk,
        "dialogues.seat": hangings.seat,
        "dialogues.sections": hangings.public,
        "dialogues.wall": hangings.wall,
        "dialogues.showable": hangings.showable,
    },
    verbs=(
        Verb("ranking.planned", "hat eine Reihung angelegt"),
        Verb("ranking.changed", "hat eine Reihung geändert"),
        Verb("ranking.dropped", "hat eine Reihung gelöscht"),
        Verb("ranking.opened", "hat eine Reihung geöffnet"),
        Verb("ranking.closed", "hat eine Reihung geschlossen und die Punkte gezählt"),
        Verb("ranking.taken_over", "hat die Visionen so geordnet, wie der Raum sie gereiht hat"),
        Verb("ranking.judged", "hat eingeschätzt, wie dringlich und machbar die Visionen sind"),
    ),
)
