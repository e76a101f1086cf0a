"""What the wing hands to the house."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from core.journal import Verb
from core.room import Job, Room
from ideas.passing import desk, desk_places, hangings, holder, seeding, services

PLACE = frozenset({"place"})
VERBS = (
    Verb("place.made", "hat die Stelle angelegt"),
    Verb("place.changed", "hat die Stelle geändert"),
    Verb("idea.given_to_place", "hat die Idee an {place} gegeben", PLACE),
    Verb("idea.statement_came", "hat die Stellungnahme von {place} eingetragen", PLACE),
    Verb("idea.statement_released", "hat die Stellungnahme von {place} freigegeben", PLACE),
    Verb("idea.statement_changed", "hat die freigegebene Stellungnahme von {place} geändert", PLACE),
    Verb("idea.place_reminded", "hat {place} erinnert", PLACE),
    Verb("idea.place_left", "wartet nicht mehr auf {place}", PLACE),
    Verb("idea.consent_given", "hat zugestimmt, dass {place} die E-Mail-Adresse sieht", PLACE),
    Verb("idea.consent_declined", "hat nicht zugestimmt, dass {place} die E-Mail-Adresse sieht", PLACE),
)

room = Room(
    "ideas.passing",
    blueprints=(desk.door, desk_places.door, holder.place_door, holder.consent_door),
    texts=Path(__file__).with_name("texts.toml"),
    slots={
        "ideas.sections": hangings.section,
        "ideas.desk_sections": hangings.desk_section,
        "ideas.journey": hangings.journey,
        "ideas.ways": hangings.ways,
        "ideas.desk_ways": hangings.list_ways,
        "ideas.form_hint": hangings.hint,
        "ideas.thanks": hangings.thanks,
        "ideas.archived": hangings.archived,
        "today.due": hangings.due,
    },
    verbs=VERBS,
    jobs=(Job("passing.remind", timedelta(hours=6), services.remind_the_late),),
    seed=seeding.seed,
)
