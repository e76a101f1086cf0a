"""What this wing hands to the house."""

from __future__ import annotations

from pathlib import Path

from compass.segments import desk, hangings, recording
from core.journal import Verb
from core.room import Room

room = Room(
    "compass.segments",
    blueprints=(desk.door, desk.words_door),
    texts=Path(__file__).with_name("texts.toml"),
    slots={
        "compass.desk_links": hangings.links,
        "compass.lists": hangings.lists,
        "compass.desk_list": hangings.below_list,
        "compass.desk_aside": hangings.aside,
        "compass.told": hangings.told,
        "compass.record": recording.kept,
        "compass.document": hangings.documents,
    },
    verbs=(Verb("actor.labelled", "hat die Stichwörter geändert"),),
)
