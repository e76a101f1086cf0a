"""What this wing hands to the house: the pages of imports and their long work."""

from __future__ import annotations

from pathlib import Path

from compass.imports import desk, forgetting, hangings, keeping, services, working
from core.journal import Verb
from core.room import Job, Room

VERBS = (
    Verb("actor_import.begun", "hat eine Liste hochgeladen"),
    Verb("actor_import.mapped", "hat Spalten zugeordnet und die Prüfung begonnen"),
    Verb("actor_import.taken", "hat die Liste übernommen"),
    Verb("actor_import.undone", "hat die Übernahme zurückgenommen"),
    Verb("actor_import.discarded", "hat die Liste verworfen"),
    Verb("actor.imported", "hat den Eintrag aus einer Liste übernommen"),
    Verb("actor.imported_again", "hat den Eintrag aus einer Liste ergänzt oder das zurückgenommen"),
    Verb("actor.untaken", "hat die Übernahme des Eintrags zurückgenommen"),
)

room = Room(
    "compass.imports",
    blueprints=(desk.door,),
    texts=Path(__file__).with_name("texts.toml"),
    slots={
        "compass.desk_tools": hangings.links,
        "compass.forget": forgetting.forget,
        "compass.told": hangings.told,
    },
    verbs=VERBS,
    jobs=(Job("actor_imports.purge", keeping.EVERY, keeping.purge),),
    deliveries={services.KIND: working.deliver},
)
