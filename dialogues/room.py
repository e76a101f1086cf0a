"""What the D.I.V. hands to the house: doors, texts, kinds of things, slots, verbs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from core.journal import Verb
from core.rights import Right
from core.room import Entrance, Job, Room
from dialogues import (
    desk,
    desk_body,
    desk_impulses,
    desk_meetings,
    desk_visions,
    documents,
    hangings,
    joining,
    journey,
    models,
    public,
    running,
    seat,
    told,
    wiping,
)

__all__ = ["models", "room"]

VERBS = (
    Verb("dialogue.opened", "hat das Treffen geöffnet"),
    Verb("dialogue.closed", "hat das Treffen geschlossen und die Steine gezählt"),
    Verb("dialogue.counted", "hat Steine von Hand eingetragen"),
    Verb("dialogue.planned", "hat das Treffen geplant"),
    Verb("dialogue.changed", "hat das Treffen geändert"),
    Verb("dialogue.dropped", "hat das Treffen gelöscht"),
    Verb("dialogue.theses", "hat die Thesen geändert"),
    Verb("dialogue.impulses", "hat Ideen als Impuls aufgenommen ({number})", frozenset({"number"})),
    Verb("dialogue.impulse_out", "hat einen Impuls herausgenommen"),
    Verb("vision.written", "hat die Vision geschrieben"),
    Verb("vision.changed", "hat die Vision geändert"),
    Verb("vision.moved", "hat die Vision verschoben"),
    Verb("vision.dropped", "hat die Vision gelöscht"),
    Verb("vision.released", "hat die Vision veröffentlicht"),
    Verb("vision.linked", "hat verknüpft, wer die Vision aufnimmt"),
    Verb("vision.way", "hat den Weg gewählt: {way}", frozenset({"way"})),
    Verb("assembly.founded", "hat das D.I.V. eingerichtet"),
    Verb("assembly.changed", "hat geändert, wie das D.I.V. beschrieben ist"),
    Verb("assembly.joined", "hat ins D.I.V. aufgenommen"),
    Verb("assembly.networked", "hat das D.I.V. ins Netzwerk eingetragen"),
    Verb("assembly.left", "hat aus dem D.I.V. herausgenommen"),
)

room = Room(
    "dialogues",
    blueprints=(
        public.door,
        joining.door,
        seat.door,
        running.door,
        running.edit_door,
        desk.door,
        desk_body.door,
        desk_meetings.door,
        desk_impulses.door,
        desk_visions.door,
    ),
    texts=Path(__file__).with_name("texts.toml"),
    kinds=documents.KINDS,
    slots={
        "compass.dated": hangings.dated,
        "ideas.journey": journey.journey,
        "ideas.ways": hangings.impulse,
        "start.doors": hangings.doors,
        "start.dates": hangings.dates,
        "today.due": hangings.due,
        "today.tiles": hangings.tiles,
        "radar.blips": hangings.blips,
        "compass.asks": hangings.asks,
        "compass.told": told.told,
        "compass.holds": told.holds,
    },
    jobs=(
        Job("dialogues.wipe", timedelta(minutes=10), wiping.again, alone=True),
        Job("dialogues.stir", timedelta(minutes=1), wiping.stir, alone=True),
    ),
    verbs=VERBS,
    entrances=(
        Entrance("Mitmachen", "joining.index", order=40),
        Entrance("Termine", "dialogues.index", order=50),
        Entrance("Treffen", "dialogues_desk.index", Right.DIALOGUES_READ, 30),
    ),
)
