"""What this wing hands to the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from compass.contacts import desk, desk_calendar, desk_due, hangings, holder, queries, services
from compass.contacts.models import OCCASION_WORDS, Contact
from core.db import db
from core.journal import Verb
from core.room import Job, Room
from core.things import Kind


def _titles(ids: Sequence[int]) -> dict[int, str]:
    """Name contacts by their kind and day: nobody's name, for the journal shows it."""
    rows = db.session.execute(select(Contact.id, Contact.occasion, Contact.held_on).where(Contact.id.in_(ids)))
    return {number: f"{OCCASION_WORDS[occasion]} am {held_on}" for number, occasion, held_on in rows}


room = Room(
    "compass.contacts",
    blueprints=(
        desk.door,
        desk.actor_door,
        desk_due.door,
        desk_due.actor_door,
        desk_calendar.door,
        holder.door,
    ),
    texts=Path(__file__).with_name("texts.toml"),
    kinds=(Kind("contact", "Kontakt", _titles, lambda number: f"{desk.ROOT}/kontakte/{number}"),),
    slots={
        "account.sections": hangings.account,
        "compass.contacted": services.noted,
        "compass.covered": queries.covered,
        "compass.desk_links": hangings.links_of_list,
        "compass.desk_sections": hangings.desk,
        "compass.forget": services.forget,
        "compass.monday": hangings.monday,
        "compass.signs": queries.signs,
        "compass.told": hangings.told,
        "ideas.desk_sections": hangings.beside("idea"),
        "dialogues.desk_sections": hangings.beside("dialogue"),
        "dialogues.desk_vision": hangings.beside("vision"),
        "circles.desk_sections": hangings.beside("order"),
        "circles.desk_circle": hangings.beside("circle"),
        "kickbox.desk_sections": hangings.beside("box"),
        "papers.desk_sections": hangings.beside("paper"),
        "today.due": hangings.due,
        "today.tiles": hangings.tiles,
    },
    verbs=(
        Verb("contact.written", "hat einen Kontakt aufgeschrieben"),
        Verb("contact.changed", "hat einen Kontakt geändert"),
        Verb("contact.removed", "hat einen Kontakt gelöscht"),
        Verb("follow_up.planned", "hat eine Wiedervorlage angelegt"),
        Verb("follow_up.changed", "hat eine Wiedervorlage geändert"),
        Verb("follow_up.done", "hat eine Wiedervorlage erledigt"),
        Verb("follow_up.reopened", "hat eine Wiedervorlage wieder geöffnet"),
        Verb("follow_up.postponed", "hat eine Wiedervorlage verschoben"),
        Verb("calendar.begun", "hat eine neue Kalender-Adresse geholt"),
        Verb("calendar.ended", "hat die Kalender-Adresse beendet"),
    ),
    jobs=(Job("compass.contacts.purge", timedelta(days=1), services.purge),),
)
