"""What the wing hands to the house: doors, texts, slots, verbs."""

from __future__ import annotations

from pathlib import Path

from core.journal import Verb
from core.room import Room
from ideas.answering import desk, desk_batches, hangings

room = Room(
    "ideas.answering",
    blueprints=(desk.door, desk_batches.door),
    texts=Path(__file__).with_name("texts.toml"),
    slots={
        "ideas.sections": hangings.section,
        "ideas.found": hangings.found,
        "ideas.journey": hangings.journey,
        "ideas.ways": hangings.ways,
        "ideas.desk_sections": hangings.desk_section,
        "ideas.story": hangings.story,
        "ideas.words": hangings.words,
        "ideas.archived": hangings.archived,
        "ideas.desk_list": hangings.desk_list,
        "today.tiles": hangings.tiles,
    },
    verbs=(
        Verb("idea.answered", "hat die Antwort der Stadt veröffentlicht"),
        Verb("idea.answer_changed", "hat die Antwort der Stadt geändert"),
    ),
)
