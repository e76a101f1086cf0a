"""What this wing hands to the house."""

from __future__ import annotations

from collections.abc import Sequence

from compass.weights import desk, hangings
from core.journal import Verb
from core.room import Room
from core.things import Kind


def _names(numbers: Sequence[int]) -> dict[int, str]:
    return dict.fromkeys(numbers, "Gewichte der Vorschläge")


room = Room(
    "compass.weights",
    blueprints=(desk.door,),
    kinds=(Kind("weights", "Gewichte der Vorschläge", _names, lambda _: desk.ROOT),),
    slots={"compass.desk_tools": hangings.links, "words.effect": hangings.of_words},
    verbs=(Verb("weights.changed", "hat geändert, was für Vorschläge wie viel zählt: {what}", frozenset({"what"})),),
)
