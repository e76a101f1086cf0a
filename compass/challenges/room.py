"""What this wing hands to the house."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from compass.challenges import desk, desk_feedback, desk_moved, hangings, services
from core.journal import Verb
from core.room import Job, Room

room = Room(
    "compass.challenges",
    blueprints=(desk_feedback.quality_door, desk.door, desk_feedback.door, desk_moved.door),
    texts=Path(__file__).with_name("texts.toml"),
    slots={
        "compass.desk_links": hangings.links,
        "compass.told": hangings.told,
        "compass.invited": services.heard,
        "dialogues.ways": hangings.ways("vision"),
        "kickbox.desk_sections": hangings.beside("box"),
    },
    jobs=(Job("compass.challenges.purge", timedelta(hours=12), services.purge),),
    verbs=(
        Verb("challenge.picked", "hat am Team der Herausforderung etwas festgelegt"),
        Verb("challenge.feedback", "hat notiert, was aus einem Vorschlag wurde"),
        Verb("challenge.invited", "hat Einladungen zur Herausforderung vorbereitet"),
    ),
)
