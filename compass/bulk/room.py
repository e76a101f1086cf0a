"""What this wing hands to the house."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from compass.bulk import desk, hangings, services
from core.journal import Verb
from core.room import Job, Room

room = Room(
    "compass.bulk",
    blueprints=(desk.door,),
    texts=Path(__file__).with_name("texts.toml"),
    slots={"compass.desk_picks": hangings.picks, "compass.told": hangings.told},
    deliveries={services.KIND: services.deliver},
    jobs=(Job("compass.bulk.purge", timedelta(hours=12), services.purge),),
    verbs=(
        Verb("network.changed_together", "hat viele Einträge auf einmal geändert"),
        Verb("network.undone_together", "hat eine Sammeländerung zurückgenommen"),
    ),
)
