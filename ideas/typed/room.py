"""What this wing hands to the house: typing cards in, printing blank ones."""

from __future__ import annotations

from pathlib import Path

from core.journal import Verb
from core.room import Room
from ideas.typed import desk, hangings

VERBS = (
    Verb("occasion.made", "hat den Anlass angelegt"),
    Verb("occasion.changed", "hat den Anlass geändert"),
    Verb("cards.printed", "hat {number} leere Karten gedruckt", frozenset({"number"})),
    Verb("idea.typed", "hat die Idee abgetippt"),
    Verb("idea.retyped", "hat einen Tippfehler geändert"),
)

room = Room(
    "ideas.typed",
    blueprints=(desk.door,),
    texts=Path(__file__).with_name("texts.toml"),
    slots={"ideas.unknown_code": hangings.unknown_code, "ideas.desk_ways": hangings.ways},
    verbs=VERBS,
)
