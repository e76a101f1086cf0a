"""What this wing hands to the house."""

from __future__ import annotations

from pathlib import Path

from core.room import Room
from ideas.interest import models  # noqa: F401 - names the rows

room = Room("ideas.interest", texts=Path(__file__).with_name("texts.toml"))
