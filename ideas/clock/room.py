"""What the wing hands to the house."""

from __future__ import annotations

from core.room import Room
from ideas.clock import models

__all__ = ["models", "room"]

room = Room("ideas.clock")
