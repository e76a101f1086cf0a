"""What this wing hands to the house."""

from __future__ import annotations

from compass.consents import desk, hangings
from core.room import Room

room = Room(
    "compass.consents",
    blueprints=(desk.door, desk.edit_door),
    slots={"compass.desk_sections": hangings.desk, "compass.desk_tools": hangings.tools},
)
