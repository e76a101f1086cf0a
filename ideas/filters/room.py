"""What this wing hands to the house."""

from __future__ import annotations

from core.room import Room
from ideas.filters import models

room = Room("ideas.filters")
assert models  # noqa: S101
