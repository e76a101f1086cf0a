"""What the wing hands to the house: the door to a sum, its field, its check, its forgetting."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from core.room import Job, Room
from ideas.proof import hangings, public, services

room = Room(
    "ideas.proof",
    blueprints=(public.door,),
    texts=Path(__file__).with_name("texts.toml"),
    slots={
        "ideas.form_hint": hangings.field,
        "ideas.form_proof": hangings.field,
        "ideas.suspected": hangings.suspected,
        "page.below": hangings.privacy,
    },
    jobs=(Job("ideas.proof.purge", timedelta(hours=1), services.purge),),
)
