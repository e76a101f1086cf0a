"""What this wing hands to the house."""

from __future__ import annotations

from pathlib import Path

from core.room import Room
from ideas.alike import hangings, public

room = Room(
    "ideas.alike",
    blueprints=(public.door,),
    texts=Path(__file__).with_name("texts.toml"),
    slots={"ideas.form_end": hangings.beside_form, "ideas.thanks": hangings.thanks},
)
