"""What the wing hands to the house."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from core.journal import Verb
from core.room import Job, Room
from ideas.archive import desk, hangings, services

room = Room(
    "ideas.archive",
    blueprints=(desk.door,),
    texts=Path(__file__).with_name("texts.toml"),
    slots={"ideas.desk_ways": hangings.ways, "today.tiles": hangings.tiles, "ideas.held": hangings.held},
    verbs=(
        Verb("archive.offered", "hat die Akte dem Stadtarchiv angeboten"),
        Verb("archive.offer_made", "hat dem Stadtarchiv {number} Akten angeboten", frozenset({"number"})),
        Verb("archive.fetched", "hat das Paket für das Stadtarchiv heruntergeladen"),
        Verb("archive.decided", "hat vermerkt: {verdict}", frozenset({"verdict"})),
    ),
    jobs=(Job("archive.purge", timedelta(hours=12), services.purge),),
)
