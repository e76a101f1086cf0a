"""What this wing hands to the house."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from compass.privacy import desk, desk_duties, hangings, services
from core.journal import Verb
from core.room import Job, Room

room = Room(
    "compass.privacy",
    blueprints=(desk_duties.door, desk.door, desk.edit_door),
    texts=Path(__file__).with_name("texts.toml"),
    slots={
        "compass.desk_next": hangings.banner,
        "compass.desk_aside": hangings.aside,
        "compass.desk_tools": hangings.tools,
        "compass.told": hangings.told,
        "today.due": hangings.due,
    },
    verbs=(
        Verb("privacy.informed", "hat informiert (Art. 14 DSGVO)"),
        Verb("privacy.told", "hat eine Auskunft erstellt (Art. 15 DSGVO)"),
        Verb("privacy.kept", "hat entschieden, den Eintrag weiter aufzuheben"),
        Verb("privacy.restricted", "hat den Eintrag eingeschränkt (Art. 18 DSGVO)"),
        Verb("privacy.freed", "hat die Einschränkung aufgehoben"),
        Verb("privacy.reminded", "hat an Briefe nach Art. 14 DSGVO erinnert"),
    ),
    jobs=(Job("compass.privacy.remind", timedelta(days=1), services.remind),),
)
