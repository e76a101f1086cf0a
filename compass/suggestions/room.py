"""What this wing hands to the house."""

from __future__ import annotations

from compass.suggestions import commands
from core.room import Room

room = Room("compass.suggestions", commands=(commands.match,))
