"""What this wing hands to the house: files of lists for the office and for everybody."""

from __future__ import annotations

from pathlib import Path

from core.journal import Verb
from core.room import Room
from ideas.exports import desk, hangings, public

TOLD = frozenset({"number", "form"})
VERBS = (
    Verb("ideas.exported", "hat {number} Ideen als {form} herausgegeben", TOLD),
    Verb("ideas.exported_with_addresses", "hat {number} Ideen mit E-Mail-Adressen als {form} herausgegeben", TOLD),
)

room = Room(
    "ideas.exports",
    blueprints=(desk.door, public.door),
    texts=Path(__file__).with_name("texts.toml"),
    slots={"ideas.desk_ways": hangings.ways, "ideas.list_end": hangings.open_data},
    verbs=VERBS,
)
