"""What this wing hands to the house: counts beside the phones, results as files, the page of formulas."""

from __future__ import annotations

from pathlib import Path

from core.journal import Verb
from core.room import Room
from dialogues.counting import desk, hangings, public

NAMED = frozenset({"source"})

room = Room(
    "dialogues.counting",
    blueprints=(desk.door, desk.edit_door, public.door),
    texts=Path(__file__).with_name("texts.toml"),
    slots={"dialogues.desk_sections": hangings.desk_sections, "dialogues.results_end": hangings.results_end},
    verbs=(
        Verb("dialogue.source_added", "hat Steine eingetragen: {source}", NAMED),
        Verb("dialogue.source_removed", "hat eine Zählung entfernt: {source}", NAMED),
    ),
)
