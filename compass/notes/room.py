"""What this wing hands to the house."""

from __future__ import annotations

from pathlib import Path

from compass.notes import desk, hangings, queries, recording
from core.journal import Verb
from core.room import Room

room = Room(
    "compass.notes",
    blueprints=(desk.door,),
    texts=Path(__file__).with_name("texts.toml"),
    slots={
        "compass.desk_sections": hangings.desk,
        "compass.told": hangings.told,
        "compass.covered": queries.covered,
        "compass.record": recording.kept,
    },
    verbs=(
        Verb("actor_note.written", "hat eine Notiz geschrieben"),
        Verb("actor_note.changed", "hat die eigene Notiz geändert"),
        Verb("actor_note.removed", "hat eine Notiz gelöscht"),
    ),
)
