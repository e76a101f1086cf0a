"""What the wing hands to the house."""

from __future__ import annotations

from pathlib import Path

from core.journal import Verb
from core.room import Room
from ideas.school import desk, hangings, holder, public

room = Room(
    "ideas.school",
    blueprints=(public.door, holder.door, desk.door),
    texts=Path(__file__).with_name("texts.toml"),
    slots={"ideas.desk_top": hangings.desk_top, "ideas.desk_ways": hangings.ways, "today.due": hangings.due},
    verbs=(
        Verb("class.made", "hat die Klasse angelegt"),
        Verb("class.changed", "hat die Klasse geändert"),
        Verb("class.linked", "hat einen Link für die Lehrkraft gemacht"),
        Verb("idea.teacher_asked", "hat gebeten, die Idee nicht zu veröffentlichen"),
        Verb("idea.teacher_answered", "lässt die Idee, wie sie ist, obwohl die Lehrkraft anders gebeten hat"),
    ),
)
