"""What this wing hands to the house: the yearly letter, the office's list of who did not answer."""

from __future__ import annotations

from pathlib import Path

from compass.yearly import desk, hangings, models, services
from core.journal import Verb
from core.room import Job, Room

__all__ = ["models", "room"]

room = Room(
    "compass.yearly",
    blueprints=(desk.door,),
    texts=Path(__file__).with_name("texts.toml"),
    slots={"compass.desk_waiting": hangings.waiting, "today.tiles": hangings.tiles, "compass.told": hangings.told},
    verbs=(Verb("actor.asked_yearly", "hat gefragt, ob der Eintrag noch stimmt"),),
    jobs=(Job("compass.yearly", services.EVERY, services.write),),
)
