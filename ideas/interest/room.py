"""What this wing hands to the house."""

from __future__ import annotations

from pathlib import Path

from core.room import Room
from ideas.interest import hangings, public

room = Room(
    "ideas.interest",
    blueprints=(public.door,),
    texts=Path(__file__).with_name("texts.toml"),
    slots={
        "ideas.aside": hangings.aside,
        "ideas.alike_actions": hangings.alike,
        "ideas.marks": hangings.marks,
        "ideas.desk_sent": hangings.desk,
    },
)
