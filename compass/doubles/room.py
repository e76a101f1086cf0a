"""What this wing hands to the house."""

from __future__ import annotations

from pathlib import Path

from compass.doubles import models  # noqa: F401 - its tables belong to the house
from core.room import Room

room = Room("compass.doubles", texts=Path(__file__).with_name("texts.toml"))
