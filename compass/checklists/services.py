"""Every change of checklists: templates written, hung on a date, steps ticked, moved, taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from compass.checklists import days, queries
from compass.checklists.models import Checklist, ChecklistPlan, ChecklistStep, PlanStep
from core import clock, journal, versions
from core.db import db, stale
from core.errors import NotThere, Refused
from core.journal import Who
from core.links import digest
from core.things import Thing

Row = TypeVar("Row", ChecklistPlan, Checklist)


@dataclass(frozen=True)
class StepDraft:
    """One step of a template: days from the date (before it negative), what, who, a link and its words."""

    days: int
    words: str
    who: str = ""
    link_label: str = ""
    link: str = ""


@dataclass(frozen=True)
class PlanDraft:
    """A template as the office writes it."""

    name: str
    for_kind: str
    steps: Sequence[StepDraft]
    active: bool = True


def _note(verb: str, kind: str, number: int, who: Who) -> None:
    journal.note(verb, Thing(kind, number), who)
    versions.up("compass.checklists")


def _steps(draft: PlanDraft) -> list[PlanStep]:
    return [PlanStep(**vars(step)) for step in draft.steps]


def write_plan(draft: PlanDraft, who: Who, nonce: str) -> ChecklistPlan:
    """Write a new template, once per opened form."""
    hashed = digest(nonce)
    made = ChecklistPlan(
        name=draft.name, for_kind=draft.for_kind, active=draft.active, nonce_hash=hashed, steps=_steps(draft)
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        return db.session.scalars(select(ChecklistPlan).where(ChecklistPlan.nonce_hash == hashed)).one()
    _note("checklist_plan.written", "checklist_plan", made.id, who)
    return made


def change_plan(number: int, draft: PlanDraft, who: Who, version: int | None) -> None:
    """Change a template; lists that hang already stay as they are. Refused when it changed meanwhile."""
    plan = _locked(ChecklistPlan, number)
    if plan.version != version:
        raise stale()
    plan = queries.plan(number)
    plan.name, plan.for_kind, plan.active, plan.steps = draft.name, draft.for_kind, draft.active, _steps(draft)
    plan.version += 1  # the steps are rows of their own; the second of two must be told
    _note("checklist_plan.changed", "checklist_plan", number, who)


def _locked(model: type[Row], number: int) -> Row:
    wanted = select(model).where(model.id == number).with_for_update()
    row = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotThere
    return row


def hang(plan_id: int, who: Who, nonce: str, *, thing: Thing | None = None, title: str = "", on: str = "") -> Checklist:
    """Hang a list on a thing with a date, or on a title and day (ISO) of its own; once per opened form."""
    plan, hashed = queries.plan(plan_id), digest(nonce)
    if thing is not None and thing not in days.days([thing]):
        raise NotThere
    made = Checklist(
        plan_id=plan_id,
        title="" if thing else title,
        own_on="" if thing else on,
        kind=thing.kind if thing else "",
        thing_id=thing.id if thing else None,
        made_at=clock.now(),
        nonce_hash=hashed,
        steps=[
            ChecklistStep(days=s.days, words=s.words, who=s.who, link_label=s.link_label, link=s.link)
            for s in plan.steps
        ],
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        same = db.session.scalars(select(Checklist).where(Checklist.nonce_hash == hashed)).one_or_none()
        if same is None:
            raise Refused("Diese Checkliste hängt schon daran.") from None
        return same
    _note("checklist.hung", "checklist", made.id, who)
    return made


def tick(number: int, step_id: int, who: Who, *, done: bool = True) -> None:
    """Note that a step is done, or is not; once more changes nothing."""
    wanted = select(ChecklistStep).where(ChecklistStep.id == step_id, ChecklistStep.checklist_id == number)
    step = db.session.scalars(
        wanted.with_for_update().execution_options(populate_existing=True),
    ).one_or_none()
    if step is None:
        raise NotThere
    if (step.done_at is not None) != done:
        step.done_at = clock.now() if done else None
        _note("checklist.ticked" if done else "checklist.unticked", "checklist", number, who)


def move(number: int, title: str, on: str, who: Who, version: int | None) -> None:
    """Give a list of one's own another title or day (ISO); Refused for one on a thing, or when it changed meanwhile."""
    row = _locked(Checklist, number)
    if row.thing_id is not None:
        raise Refused("Diese Checkliste hängt an einer Sache und folgt deren Tag.")
    if row.version != version:
        raise stale()
    if (row.title, row.own_on) != (title, on):
        row.title, row.own_on = title, on
        _note("checklist.moved", "checklist", number, who)


def remove(number: int, who: Who) -> Thing | None:
    """Take a list away; return the thing on which it hung."""
    row = _locked(Checklist, number)
    thing = Thing(row.kind, row.thing_id) if row.thing_id else None
    db.session.execute(delete(Checklist).where(Checklist.id == number))
    _note("checklist.removed", "checklist", number, who)
    return thing


def purge() -> int:
    """Delete lists whose thing is gone; return how many."""
    hung = queries.hung()
    there = days.days({thing for _, thing in hung})
    gone = [number for number, thing in hung if thing not in there]
    if gone:
        db.session.execute(delete(Checklist).where(Checklist.id.in_(gone)))
        versions.up("compass.checklists")
    return len(gone)
