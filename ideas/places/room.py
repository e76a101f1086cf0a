"""What this wing hands to the house."""

from __future__ import annotations

from core.room import Room
from ideas.places import models

room = Room("ideas.places")
__all__ = ["models", "room"]
