"""What this wing hands to the house."""

from __future__ import annotations

from compass.segments import models  # noqa: F401 - its rows
from core.room import Room

room = Room("compass.segments")
