"""What this wing hands to the house."""

from __future__ import annotations

from pathlib import Path

from core.journal import Verb
from core.room import Room
from dialogues.groups import desk, desk_notes, desk_questions, hangings, holder_visions, holder_wall

room = Room(
    "dialogues.groups",
    blueprints=(holder_visions.door, holder_wall.door, desk.door, desk_questions.door, desk_notes.door),
    texts=Path(__file__).with_name("texts.toml"),
    slots={"dialogues.running": hangings.running, "dialogues.desk_sections": hangings.sections},
    verbs=(
        Verb("dialogue.linked", "hat einen Link für Moderation oder Leinwand ausgestellt"),
        Verb("dialogue.unlinked", "hat einen Link für Moderation oder Leinwand beendet"),
        Verb("dialogue.group_made", "hat alle zu einer Gruppe gemacht"),
        Verb("dialogue.group_step", "hat eine Gruppe weitergeführt: {step}", frozenset({"step"})),
        Verb("dialogue.noted", "hat etwas zu einer These aufgeschrieben"),
        Verb("dialogue.asked", "hat eine Leitfrage aufgeschrieben"),
        Verb("dialogue.question_moved", "hat eine Leitfrage verschoben"),
        Verb("dialogue.question_out", "hat eine Leitfrage herausgenommen"),
    ),
)
