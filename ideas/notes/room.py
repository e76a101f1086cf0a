"""What this wing hands to the house."""

from __future__ import annotations

from pathlib import Path

from core.journal import Verb
from core.room import Room
from ideas.notes import desk, hangings

room = Room(
    "ideas.notes",
    blueprints=(desk.door,),
    texts=Path(__file__).with_name("texts.toml"),
    slots={"ideas.desk_sections": hangings.desk},
    verbs=(
        Verb("note.written", "hat eine Notiz geschrieben"),
        Verb("note.changed", "hat die eigene Notiz geändert"),
    ),
)
