"""What this wing hands to the house: lists of the network as files for the office."""

from __future__ import annotations

from compass.exports import desk, hangings
from core.journal import Verb
from core.room import Room

TOLD = frozenset({"number", "form", "extent"})
VERBS = (Verb("actors.exported", "hat {number} Einträge des Netzwerks als {form} herausgegeben ({extent})", TOLD),)

room = Room(
    "compass.exports",
    blueprints=(desk.door,),
    slots={"compass.desk_list": hangings.of_list, "compass.desk_aside": hangings.of_actor},
    verbs=VERBS,
)
