"""What this room hands to the house."""

from __future__ import annotations

from core.room import Room
from papers import models

__all__ = ["models", "room"]

room = Room("papers")
