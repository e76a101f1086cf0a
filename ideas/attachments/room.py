"""What this wing hands to the house."""

from __future__ import annotations

from pathlib import Path

from core.journal import Verb
from core.room import Job, Room
from ideas.attachments import desk, hangings, keeping, public

NUMBER = frozenset({"number"})

room = Room(
    "ideas.attachments",
    blueprints=(public.door, desk.door),
    texts=Path(__file__).with_name("texts.toml"),
    slots={
        "ideas.sections": hangings.sections,
        "ideas.form_hint": hangings.hint,
        "ideas.thanks": hangings.thanks,
        "ideas.found": hangings.found,
        "ideas.desk_sent": hangings.desk,
        "ideas.stepped": hangings.stepped,
        "ideas.redact": hangings.redact,
        "ideas.redacting": hangings.redacting,
        "today.due": hangings.due,
        "today.tiles": hangings.tiles,
    },
    verbs=(
        Verb("attachment.received", "hat eine Datei geschickt (Datei {number})", NUMBER),
        Verb("attachment.shown", "zeigt die Datei {number}", NUMBER),
        Verb("attachment.hidden", "zeigt die Datei {number} nicht", NUMBER),
        Verb("attachment.described", "hat die Datei {number} beschrieben", NUMBER),
        Verb("attachment.deleted", "hat die Datei {number} gelöscht", NUMBER),
        Verb("attachment.infected", "hat die Datei {number} gelöscht: Schadsoftware", NUMBER),
    ),
    jobs=(
        Job("ideas.attachments.purge", keeping.EVERY, keeping.purge),
        Job("ideas.attachments.scan", keeping.AGAIN, keeping.scan, alone=True),
    ),
)
