"""What the wing hands to the house: doors, texts, slots, verbs, the daily work on questions."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from core.journal import Verb
from core.room import Job, Room
from ideas.asking import desk, hangings, holder, public, services

OFTEN = timedelta(hours=1)

room = Room(
    "ideas.asking",
    blueprints=(holder.door, public.door, desk.door),
    texts=Path(__file__).with_name("texts.toml"),
    slots={"ideas.found": hangings.found, "ideas.desk_top": hangings.desk_top, "ideas.ways": hangings.ways},
    verbs=(
        Verb("idea.asked_back", "hat eine Rückfrage gestellt"),
        Verb("idea.question_answered", "hat auf die Rückfrage geantwortet"),
        Verb("idea.answer_added", "hat die Antwort auf die Rückfrage in den Text übernommen"),
    ),
    jobs=(
        Job("ideas.asking.remind", OFTEN, services.remind),
        Job("ideas.asking.lapse", OFTEN, services.lapse),
        Job("ideas.asking.purge", timedelta(days=1), services.purge),
    ),
)
