"""What this wing hands to the house."""

from __future__ import annotations

from compass.api import desk, public
from core.room import Room

room = Room("compass.api", blueprints=(public.door, desk.door))
