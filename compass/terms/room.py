"""What this wing hands to the house."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from compass.models import Term
from compass.terms import desk, hangings, public, seeding
from core.db import db
from core.journal import Verb
from core.room import Room
from core.things import Kind


def _names(numbers: Sequence[int]) -> dict[int, str]:
    return dict(db.session.execute(select(Term.id, Term.name).where(Term.id.in_(numbers))).all())


room = Room(
    "compass.terms",
    blueprints=(public.door, desk.door),
    texts=Path(__file__).with_name("texts.toml"),
    kinds=(Kind("term", "Begriff", _names, lambda number: f"/buero/netzwerk/begriffe/{number}"),),
    slots={
        "compass.desk_waiting": hangings.waiting,
        "compass.desk_tools": hangings.links,
        "compass.list_end": hangings.list_end,
        "radar.beside": hangings.beside,
    },
    verbs=(
        Verb("term.made", "hat den Begriff angelegt"),
        Verb("term.changed", "hat den Begriff geändert"),
        Verb("term.merged", "hat einen Begriff mit diesem zusammengelegt"),
        Verb("term.folded_in", "hat freie Angaben diesem Begriff zugeordnet"),
    ),
    seed=seeding.seed,
)
