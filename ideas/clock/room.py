"""What the wing hands to the house: doors, texts, slots, verbs, the reminders."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from core.journal import Verb
from core.room import Job, Room
from ideas.clock import desk, hangings, public, services

room = Room(
    "ideas.clock",
    blueprints=(public.door, desk.door),
    texts=Path(__file__).with_name("texts.toml"),
    slots={
        "start.figures": hangings.figures,
        "today.due": hangings.due,
        "today.tiles": hangings.tiles,
        "ideas.list_end": hangings.list_end,
        "ideas.desk_sections": hangings.inside,
    },
    verbs=(Verb("idea.labelled", "hat den Vermerk fürs Büro geändert"),),
    jobs=(Job("ideas.clock.remind", timedelta(hours=1), services.remind),),
)
