"""What this wing hands to the house."""

from __future__ import annotations

from compass.contacts import models
from core.room import Room

__all__ = ["models", "room"]

room = Room("compass.contacts")
