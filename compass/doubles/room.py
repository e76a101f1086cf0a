"""What this wing hands to the house."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from compass.doubles import (
    commands,
    desk,
    forgetting,
    hangings,
    merging,
    numbers,  # noqa: F401 - listens for new entries
    services,
)
from core.journal import Verb
from core.room import Job, Room

room = Room(
    "compass.doubles",
    blueprints=(desk.door,),
    texts=Path(__file__).with_name("texts.toml"),
    slots={
        "compass.form_name": hangings.beside_form,
        "compass.desk_aside": hangings.aside,
        "compass.desk_waiting": hangings.waiting,
        "compass.forget": forgetting.forget,
        "compass.moved": hangings.moved,
        "compass.told": hangings.told,
        "today.tiles": hangings.tiles,
    },
    verbs=(
        Verb("actor.merged", "hat zwei Einträge zusammengeführt"),
        Verb("actor.unmerged", "hat eine Zusammenführung rückgängig gemacht"),
        Verb("actor.not_double", "hat gesagt: Die beiden sind nicht doppelt"),
        Verb("actor.maybe_double", "hat „nicht doppelt“ zurückgenommen"),
    ),
    jobs=(
        Job("compass.doubles.compare", services.EVERY, services.compare_due, alone=True),
        Job("compass.doubles.purge", timedelta(hours=12), merging.purge),
    ),
    commands=(commands.group,),
)
