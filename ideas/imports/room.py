"""What this wing hands to the house: the pages of imports and their long work."""

from __future__ import annotations

from pathlib import Path

from core.journal import Verb
from core.room import Job, Room
from ideas.imports import desk, hangings, keeping, services, working

VERBS = (
    Verb("import.begun", "hat eine Tabelle hochgeladen"),
    Verb("import.mapped", "hat Spalten zugeordnet und die Prüfung begonnen"),
    Verb("import.taken", "hat die Tabelle übernommen"),
    Verb("import.undone", "hat die Übernahme zurückgenommen"),
    Verb("import.discarded", "hat die Tabelle verworfen"),
    Verb("idea.imported_again", "hat den Text aus der Quelle erneuert"),
)

room = Room(
    "ideas.imports",
    blueprints=(desk.door,),
    texts=Path(__file__).with_name("texts.toml"),
    slots={"ideas.desk_ways": hangings.ways},
    verbs=VERBS,
    jobs=(Job("imports.purge", keeping.EVERY, keeping.purge),),
    deliveries={services.KIND: working.deliver},
)
