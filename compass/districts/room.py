"""What this wing hands to the house."""

from __future__ import annotations

from compass.districts import desk, hangings
from core.room import Room

room = Room(
    "compass.districts",
    blueprints=(desk.door,),
    slots={"compass.desk_list": hangings.below_list},
)
