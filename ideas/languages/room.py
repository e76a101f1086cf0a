"""What the wing hands to the house."""

from __future__ import annotations

from core.room import Room

room = Room("ideas.languages")
