"""Every read of checklists and their templates."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import selectinload

from compass.checklists.models import Checklist, ChecklistPlan, ChecklistStep
from core.db import db
from core.errors import NotThere
from core.things import Thing

MOST = 200
"""So many lists are shown, the newest ones; an office has a handful at a time."""


def plans() -> Sequence[ChecklistPlan]:
    """Return all templates by name, with their steps."""
    wanted = select(ChecklistPlan).options(selectinload(ChecklistPlan.steps))
    return db.session.scalars(wanted.order_by(ChecklistPlan.name, ChecklistPlan.id).limit(MOST)).all()


def offered(kind: str) -> list[tuple[int, str]]:
    """Return the templates offered for a kind of things ("" for a day of one's own): those made for it first."""
    wanted = select(ChecklistPlan.id, ChecklistPlan.name).where(ChecklistPlan.active.is_(True))
    order = (ChecklistPlan.for_kind != kind, ChecklistPlan.name, ChecklistPlan.id)
    return [(number, name) for number, name in db.session.execute(wanted.order_by(*order).limit(MOST))]


def plan(number: int) -> ChecklistPlan:
    """Return one template with its steps; NotThere without it."""
    wanted = select(ChecklistPlan).where(ChecklistPlan.id == number).options(selectinload(ChecklistPlan.steps))
    found = db.session.scalars(wanted).one_or_none()
    if found is None:
        raise NotThere
    return found


def _lists(*where: ColumnElement[bool]) -> list[Checklist]:
    wanted = select(Checklist).where(*where).options(selectinload(Checklist.steps))
    return list(db.session.scalars(wanted.order_by(Checklist.id.desc()).limit(MOST)))


def one(number: int) -> Checklist:
    """Return one list with its steps; NotThere without it."""
    found = _lists(Checklist.id == number)
    if not found:
        raise NotThere
    return found[0]


def of_thing(thing: Thing) -> list[Checklist]:
    """Return the lists that hang on a thing."""
    return _lists(Checklist.kind == thing.kind, Checklist.thing_id == thing.id)


def running(*, over: bool = False) -> list[Checklist]:
    """Return the lists with an open step, or those that are over, at most 200, with their steps."""
    waits = exists().where(ChecklistStep.checklist_id == Checklist.id, ChecklistStep.done_at.is_(None))
    return _lists(~waits if over else waits)


def hung() -> list[tuple[int, Thing]]:
    """Return which list hangs on which thing: all of them."""
    wanted = select(Checklist.id, Checklist.kind, Checklist.thing_id).where(Checklist.thing_id.is_not(None))
    return [(number, Thing(kind, thing or 0)) for number, kind, thing in db.session.execute(wanted)]
