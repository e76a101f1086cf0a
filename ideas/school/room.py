"""What the wing hands to the house."""

from __future__ import annotations

from core.room import Room
from ideas.school import models  # noqa: F401 - names the rows

room = Room("ideas.school")
