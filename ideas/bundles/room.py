"""What this wing hands to the house."""

from __future__ import annotations

from pathlib import Path

from core.room import Room
from ideas.bundles import desk, hangings, holder, letters, public

room = Room(
    "ideas.bundles",
    blueprints=(desk.door, holder.door, public.door),
    texts=Path(__file__).with_name("texts.toml"),
    slots={
        "ideas.bundled": letters.bundled,
        "ideas.found": hangings.found,
        "ideas.desk_ways": hangings.ways,
        "today.due": hangings.due,
    },
)
