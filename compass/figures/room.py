"""What this wing hands to the house."""

from __future__ import annotations

from compass.figures import desk, hangings, lane, nearby
from core.room import Room

room = Room(
    "compass.figures",
    blueprints=(desk.door,),
    slots={
        "compass.desk_links": hangings.desk_links,
        "compass.desk_filters": hangings.filters,
        "compass.desk_aside": nearby.aside,
    },
    lanes={"graph": lane.tend},
)
