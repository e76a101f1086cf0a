"""What this wing hands to the house."""

from __future__ import annotations

from compass.challenges import models  # noqa: F401 - its tables
from core.room import Room

room = Room("compass.challenges")
