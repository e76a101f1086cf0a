"""What the wing hands to the house."""

from __future__ import annotations

from pathlib import Path

from core.journal import Verb
from core.room import Room
from ideas.languages import desk, hangings, public

room = Room(
    "ideas.languages",
    blueprints=(public.door, desk.door),
    texts=Path(__file__).with_name("texts.toml"),
    slots={"ideas.form_top": hangings.form_top, "ideas.ways": hangings.ways},
    verbs=(Verb("idea.translated", "hat Sprache und Übersetzung gespeichert: {language}", frozenset({"language"})),),
)
