"""What this wing hands to the house."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from core.journal import Verb
from core.room import Job, Room
from ideas.sorting import desk, hangings, services

room = Room(
    "ideas.sorting",
    blueprints=(desk.door,),
    texts=Path(__file__).with_name("texts.toml"),
    slots={
        "ideas.desk_top": hangings.desk_top,
        "ideas.desk_picks": hangings.picks,
        "ideas.queue_top": hangings.queue_top,
    },
    jobs=(Job("ideas.sorting.purge", timedelta(hours=12), services.purge),),
    verbs=(
        Verb("idea.taken", "hat die Idee übernommen"),
        Verb("idea.assigned", "hat die Idee einer Kolleg*in zugewiesen (Konto {account})", frozenset({"account"})),
        Verb("idea.keyworded", "hat die Schlagwörter geändert"),
        Verb("idea.freed", "hat die Idee niemandem mehr zugewiesen"),
    ),
)
