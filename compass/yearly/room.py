"""What this wing hands to the house."""

from __future__ import annotations

from compass.yearly import models  # noqa: F401 - known to the schema
from core.room import Room

room = Room("compass.yearly")
