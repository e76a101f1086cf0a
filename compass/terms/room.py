"""What this wing hands to the house."""

from __future__ import annotations

from core.room import Room

room = Room("compass.terms")
