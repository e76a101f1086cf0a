"""What the Kickbox hands to the house: doors, texts, slots, verbs, the purge."""

from __future__ import annotations

from pathlib import Path

from core.journal import Verb
from core.rights import Right
from core.room import Entrance, Job, Room
from kickbox import desk, documents, hangings, holder, keeping, models, public, told
from radar import blips

__all__ = ["models", "room"]

VERBS = (
    Verb("box.asked", "hat sich für eine Kickbox beworben"),
    Verb("box.confirmed", "hat die E-Mail-Adresse bestätigt"),
    Verb("box.accepted", "hat die Bewerbung angenommen"),
    Verb("box.declined", "hat die Bewerbung abgelehnt"),
    Verb("box.changed", "hat die Angaben geändert"),
    Verb("box.level", "hat Stufe {level} erreicht", frozenset({"level"})),
    Verb("box.unsaid", "hat einen Satz herausgenommen"),
    Verb("box.ended", "hat die Kickbox beendet: {how}", frozenset({"how"})),
    Verb("box.letter_sent", "hat den Brief noch einmal geschickt"),
)

room = Room(
    "kickbox",
    blueprints=(public.door, holder.confirm_door, holder.own_door, desk.door),
    texts=Path(__file__).with_name("texts.toml"),
    kinds=(documents.KIND,),
    slots={
        "start.dates": hangings.dates,
        "join.ways": hangings.ways_in,
        "ideas.journey": hangings.journey,
        "ideas.ways": hangings.ways,
        "dialogues.ways": hangings.vision_ways,
        "dialogues.next": hangings.onward,
        "ideas.aside": hangings.aside,
        blips.SLOT: hangings.blips,
        "today.due": hangings.due,
        "today.tiles": hangings.tiles,
        "compass.asks": hangings.asks,
        "compass.told": told.told,
        "compass.holds": told.holds,
        "compass.forget": told.forget,
    },
    verbs=VERBS,
    jobs=(Job("kickbox.purge", keeping.EVERY, keeping.purge),),
    entrances=(Entrance("Kickbox", "kickbox_desk.index", Right.KICKBOX_READ, 45),),
)
