"""What this wing hands to the house."""

from __future__ import annotations

from pathlib import Path

from core.journal import Verb
from core.room import Job, Room
from ideas.additions import desk, hangings, public, services

NUMBER = frozenset({"number"})

room = Room(
    "ideas.additions",
    blueprints=(public.door, desk.door),
    texts=Path(__file__).with_name("texts.toml"),
    slots={
        "ideas.sections": hangings.sections,
        "ideas.desk_sections": hangings.desk,
        "ideas.words": hangings.words,
        "today.due": hangings.due,
        "today.tiles": hangings.tiles,
    },
    verbs=(
        Verb("addition.received", "hat etwas ergänzt (Ergänzung {number})", NUMBER),
        Verb("addition.published", "hat die Ergänzung {number} veröffentlicht", NUMBER),
        Verb("addition.declined", "hat die Ergänzung {number} nicht veröffentlicht", NUMBER),
        Verb("addition.redacted", "hat aus der Ergänzung {number} persönliche Angaben herausgenommen", NUMBER),
    ),
    jobs=(Job("ideas.additions.purge", services.EVERY, services.purge),),
)
