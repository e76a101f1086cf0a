"""What the papers hand to the house: doors, texts, kinds of things, slots, verbs."""

from __future__ import annotations

from pathlib import Path

from core.journal import Verb
from core.rights import Right
from core.room import Entrance, Room
from papers import council, desk, desk_writing, documents, entering, hangings, members, models, public

__all__ = ["models", "room"]

VERBS = (
    Verb("paper.drafted", "hat die Vorlage entworfen"),
    Verb("paper.edited", "hat die Vorlage geändert"),
    Verb("paper.dropped", "hat die Vorlage gelöscht"),
    Verb("paper.consultation", "hat eine Beratung eingetragen"),
    Verb("paper.consultation_out", "hat eine Beratung herausgenommen"),
    Verb("paper.consultation_moved", "hat eine Beratung verschoben"),
    Verb("paper.released", "hat die Vorlage veröffentlicht"),
    Verb("paper.withdrawn", "hat die Veröffentlichung zurückgenommen"),
    Verb("paper.decided", "hat ein Ergebnis eingetragen"),
    Verb("body.added", "hat das Gremium hinzugefügt"),
    Verb("body.changed", "hat das Gremium geändert"),
    Verb("member.added", "hat das Ratsmitglied hinzugefügt"),
    Verb("member.changed", "hat den Eintrag geändert"),
    Verb("member.invited", "hat einen Link in den Leseraum geschickt"),
    Verb("member.entered", "ist in den Leseraum gekommen"),
)

room = Room(
    "papers",
    blueprints=(
        public.door,
        desk.door,
        desk_writing.door,
        members.door,
        entering.door,
        entering.link_door,
        council.door,
    ),
    texts=Path(__file__).with_name("texts.toml"),
    kinds=documents.KINDS,
    slots={
        "ideas.journey": hangings.journey,
        "circles.ways": hangings.ways,
        "dialogues.taken": hangings.taken,
        "circles.deliverable": hangings.after,
        "start.dates": hangings.dates,
        "today.due": hangings.due,
        "today.tiles": hangings.tiles,
        "radar.blips": hangings.blips,
    },
    verbs=VERBS,
    entrances=(Entrance("Vorlagen", "papers_desk.index", Right.PAPERS_READ, 50),),
)
