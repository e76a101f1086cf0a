"""What this wing hands to the house."""

from __future__ import annotations

from pathlib import Path

from core.journal import Verb
from core.room import Room
from dialogues.seats import desk, hangings

room = Room(
    "dialogues.seats",
    blueprints=(desk.door,),
    texts=Path(__file__).with_name("texts.toml"),
    slots={"dialogues.desk_sections": hangings.section},
    verbs=(Verb("dialogue.codes", "hat persönliche Codes ausgegeben ({number})", frozenset({"number"})),),
)
