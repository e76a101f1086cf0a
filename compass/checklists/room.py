"""What this wing hands to the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from compass.checklists import desk, desk_plans, hangings, seeding, services
from compass.checklists.models import Checklist, ChecklistPlan
from core.db import db
from core.journal import Verb
from core.room import Job, Room
from core.things import Kind


def _lists(ids: Sequence[int]) -> dict[int, str]:
    rows = db.session.execute(select(Checklist.id, Checklist.title).where(Checklist.id.in_(ids)))
    return {number: title or "Checkliste" for number, title in rows}


def _plans(ids: Sequence[int]) -> dict[int, str]:
    rows = db.session.execute(select(ChecklistPlan.id, ChecklistPlan.name).where(ChecklistPlan.id.in_(ids)))
    return {number: name for number, name in rows}  # noqa: C416 - rows are no pairs for mypy


room = Room(
    "compass.checklists",
    blueprints=(desk_plans.door, desk_plans.edit_door, desk.door, desk.edit_door),
    texts=Path(__file__).with_name("texts.toml"),
    kinds=(
        Kind("checklist", "Checkliste", _lists, lambda number: f"{desk.ROOT}/{number}"),
        Kind("checklist_plan", "Vorlage für Checklisten", _plans, lambda number: f"{desk_plans.PLACE}/{number}"),
    ),
    slots={
        "compass.desk_links": hangings.links_of_list,
        "compass.monday": hangings.monday,
        "dialogues.desk_sections": hangings.beside("dialogue"),
        "today.due": hangings.due,
    },
    verbs=(
        Verb("checklist.hung", "hat die Checkliste angehängt"),
        Verb("checklist.moved", "hat die Checkliste auf einen anderen Tag gelegt"),
        Verb("checklist.ticked", "hat einen Schritt erledigt"),
        Verb("checklist.unticked", "hat einen Schritt wieder geöffnet"),
        Verb("checklist.removed", "hat die Checkliste gelöscht"),
        Verb("checklist_plan.written", "hat die Vorlage geschrieben"),
        Verb("checklist_plan.changed", "hat die Vorlage geändert"),
    ),
    seed=seeding.seed,
    jobs=(Job("compass.checklists.purge", timedelta(days=1), services.purge),),
)
