"""What this wing hands to the house."""

from __future__ import annotations

from pathlib import Path

from core.journal import Verb
from core.room import Room
from ideas.sorting import desk, hangings

room = Room(
    "ideas.sorting",
    blueprints=(desk.door,),
    texts=Path(__file__).with_name("texts.toml"),
    slots={"ideas.desk_top": hangings.desk_top},
    verbs=(
        Verb("idea.taken", "hat die Idee übernommen"),
        Verb("idea.assigned", "hat die Idee einer Kolleg*in zugewiesen (Konto {account})", frozenset({"account"})),
        Verb("idea.freed", "hat die Idee niemandem mehr zugewiesen"),
    ),
)
