"""What this wing hands to the house."""

from __future__ import annotations

from compass.roles.models import StandIn
from core.room import Room

room = Room("compass.roles")
rows = (StandIn,)
