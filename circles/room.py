"""What this room hands to the house."""

from __future__ import annotations

from circles import models
from core.room import Room

__all__ = ["models", "room"]

room = Room("circles")
