"""What this wing hands to the house: counts beside the phones, results as files, the page of formulas."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from core.journal import Verb
from core.room import Job, Room
from dialogues import wiping
from dialogues.counting import desk, hangings, public

NAMED = frozenset({"source"})

room = Room(
    "dialogues.counting",
    blueprints=(desk.door, desk.edit_door, public.door),
    texts=Path(__file__).with_name("texts.toml"),
    slots={"dialogues.desk_sections": hangings.desk_sections, "dialogues.results_end": hangings.results_end},
    jobs=(
        Job("dialogues.wipe", timedelta(minutes=10), wiping.again, alone=True),
        Job("dialogues.stir", timedelta(minutes=1), wiping.stir, alone=True),
    ),
    verbs=(
        Verb("dialogue.source_added", "hat Steine eingetragen: {source}", NAMED),
        Verb("dialogue.source_removed", "hat eine Zählung entfernt: {source}", NAMED),
    ),
)
