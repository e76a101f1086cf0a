"""What this wing hands to the house: the pages of imports and their long work."""

from __future__ import annotations

from compass.imports import models  # noqa: F401 - its rows
from core.room import Room

room = Room("compass.imports")
