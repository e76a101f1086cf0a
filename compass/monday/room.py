"""What this wing hands to the house."""

from __future__ import annotations

from pathlib import Path

from compass.monday import desk, hangings, holder, services
from core.room import Job, Room

room = Room(
    "compass.monday",
    blueprints=(desk.door, holder.door),
    texts=Path(__file__).with_name("texts.toml"),
    slots={"account.sections": hangings.account, "compass.monday": hangings.monday},
    jobs=(Job("compass.monday", services.EVERY, services.write),),
)
