"""What this wing hands to the house."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from compass.roles import desk, desk_types, hangings, services
from core.journal import Verb
from core.room import Job, Room

WORDS = frozenset({"words"})

room = Room(
    "compass.roles",
    blueprints=(desk_types.door, desk.door),
    texts=Path(__file__).with_name("texts.toml"),
    slots={
        "compass.desk_aside": hangings.desk,
        "compass.desk_sections": hangings.desk_body,
        "compass.sections": hangings.public_body,
        "compass.desk_tools": hangings.links,
        "compass.told": hangings.told,
    },
    verbs=(
        Verb("tie_type.made", "hat die Verbindungsart „{words}“ angelegt", WORDS),
        Verb("tie_type.changed", "hat die Verbindungsart „{words}“ geändert", WORDS),
    ),
    jobs=(Job("compass.roles.sectors", timedelta(hours=6), services.keep_sectors),),
)
