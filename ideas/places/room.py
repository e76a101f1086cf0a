"""What this wing hands to the house."""

from __future__ import annotations

from pathlib import Path

from core.journal import Verb
from core.room import Room
from ideas.places import desk, hangings, public

room = Room(
    "ideas.places",
    blueprints=(public.door, desk.door),
    texts=Path(__file__).with_name("texts.toml"),
    slots={
        "ideas.form_more": hangings.field,
        "ideas.taken": hangings.taken,
        "ideas.rewrite_hint": hangings.rewriting,
        "ideas.rewritten": hangings.rewritten,
        "ideas.points": hangings.points,
        "ideas.aside_end": hangings.aside,
        "ideas.list_end": hangings.list_end,
        "ideas.desk_sent": hangings.desk,
    },
    verbs=(
        Verb("idea.placed", "hat einen Punkt auf die Karte gesetzt"),
        Verb("idea.unplaced", "hat den Punkt von der Karte genommen"),
    ),
)
