"""What the Innovationszirkel hand to the house: doors, texts, kinds of things, slots, verbs, the list they start with."""

from __future__ import annotations

from pathlib import Path

from circles import (
    desk,
    desk_kinds,
    desk_orders,
    desk_places,
    desk_results,
    documents,
    hangings,
    models,
    public,
    seeding,
    taken_part,
    told,
)
from core.journal import Verb
from core.rights import Right
from core.room import Entrance, Room

__all__ = ["models", "room"]

VERBS = (
    Verb("circle.founded", "hat den Zirkel eingerichtet"),
    Verb("circle.changed", "hat den Zirkel geändert"),
    Verb("order.planned", "hat den Arbeitsauftrag geschrieben"),
    Verb("order.changed", "hat den Arbeitsauftrag geändert"),
    Verb("order.started", "hat den Arbeitsauftrag gestartet"),
    Verb("order.ended", "hat den Arbeitsauftrag beendet"),
    Verb("order.dropped", "hat den Arbeitsauftrag gelöscht"),
    Verb("order.calling_on", "hat zum Mitarbeiten aufgerufen"),
    Verb("order.calling_off", "hat den Aufruf beendet"),
    Verb("order.asked", "hat Vorschläge für Mitwirkende geholt"),
    Verb("place.taken", "hat einen Platz vergeben"),
    Verb("place.freed", "hat einen Platz frei gemacht"),
    Verb("deliverable.written", "hat das Ergebnis geschrieben"),
    Verb("deliverable.changed", "hat das Ergebnis geändert"),
    Verb("deliverable.released", "hat das Ergebnis veröffentlicht"),
    Verb("result_kind.added", "hat eine Art des Ergebnisses hinzugefügt"),
    Verb("result_kind.changed", "hat eine Art des Ergebnisses geändert"),
    Verb("result_kind.moved", "hat eine Art des Ergebnisses verschoben"),
)

room = Room(
    "circles",
    blueprints=(public.door, desk.door, desk_orders.door, desk_places.door, desk_results.door, desk_kinds.door),
    texts=Path(__file__).with_name("texts.toml"),
    kinds=documents.KINDS,
    slots={
        "ideas.journey": hangings.journey,
        "dialogues.ways": hangings.ways,
        "dialogues.next": hangings.onward,
        "dialogues.ahead": hangings.ahead,
        "dialogues.vision": hangings.after,
        "dialogues.taken": hangings.taken,
        "start.dates": hangings.dates,
        "join.ways": hangings.ways_in,
        "today.due": hangings.due,
        "today.tiles": hangings.tiles,
        "radar.blips": hangings.blips,
        "compass.graph": hangings.graph,
        "compass.seats": hangings.seats,
        "compass.evidence": hangings.evidence,
        "compass.evidence_from": lambda: ["circles"],
        "compass.asks": hangings.asks,
        "compass.sections": taken_part.section,
        "compass.told": told.told,
        "compass.holds": told.holds,
        "compass.forget": told.forget,
    },
    verbs=VERBS,
    entrances=(Entrance("Zirkel", "circles_desk.index", Right.CIRCLES_READ, 40),),
    seed=seeding.seed,
)
