"""What this wing hands to the house: lists of the network as files for the office."""

from __future__ import annotations

from compass.exports import models  # noqa: F401 - its rows
from core.room import Room

room = Room("compass.exports")
