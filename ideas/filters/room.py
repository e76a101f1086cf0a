"""What this wing hands to the house."""

from __future__ import annotations

from pathlib import Path

from core.room import Room
from ideas.filters import desk, hangings

room = Room(
    "ideas.filters",
    blueprints=(desk.door,),
    texts=Path(__file__).with_name("texts.toml"),
    slots={"ideas.desk_list": hangings.above_all, "ideas.queue_top": hangings.above_queue},
)
