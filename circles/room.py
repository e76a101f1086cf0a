"""What the Innovationszirkel hand to the house: kinds of things, verbs, the list they start with."""

from __future__ import annotations

from circles import documents, models, seeding
from core.journal import Verb
from core.room import Room

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

room = Room("circles", kinds=documents.KINDS, verbs=VERBS, seed=seeding.seed)
