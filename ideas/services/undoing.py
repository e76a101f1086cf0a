"""Rückgängig: the office takes its last step back within a few minutes, as long as nobody acted since and no letter left."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from core import clock, journal, slots
from core.db import db
from core.errors import Refused
from core.journal import Who
from core.outbox import Promise
from ideas import queries
from ideas.models import Idea, LastStep, Step
from ideas.services.steps import changed, locked, thing
from ideas.stages import WORDS, Stage
from radar.models import ActivityArea

LEFT = (
    "Der Brief darüber ist schon unterwegs. Bitte gehen Sie stattdessen einen neuen Schritt und erklären Sie ihn kurz."
)


def standing(idea: Idea) -> dict[str, Any]:
    """Return how a held idea stands, its Aktionsfelder loaded: what remember() needs from before."""
    return {
        "stage": idea.stage.value,
        "published_at": idea.published_at.isoformat() if idea.published_at else None,
        "changed_at": idea.changed_at.isoformat(),
        "suspicion": idea.suspicion,
        "category": idea.category_id,
        "district": idea.district_id,
        "areas": sorted(area.id for area in idea.areas),
        "step": _newest_step(idea.id),
    }


def remember(idea: Idea, before: dict[str, Any], who: Who) -> None:
    """Keep how the idea stood before what this person has just done, in the place of the step before."""
    db.session.flush()
    step = _newest_step(idea.id)
    last = LastStep(idea_id=idea.id, account_id=who.account, at=clock.now(), after=idea.version, before=before)
    last.step_id = step if step != before["step"] else None
    db.session.merge(last)


def undo(idea_id: int, who: Who) -> Idea:
    """Put an idea back as it stood before its last step; Refused after ten minutes, when somebody acted since, or wrote.

    A letter about the step that has not left yet never leaves. The journal keeps the step and that it was undone.
    """
    idea = locked(idea_id)
    last = db.session.get(LastStep, idea_id, with_for_update=True, populate_existing=True)
    if last is None or last.at < clock.now() - queries.UNDO_WITHIN:
        raise Refused("Rückgängig machen kann man einen Schritt nur zehn Minuten lang, und nur einmal.")
    if idea.version != last.after:
        raise Refused(f"Das geht nicht mehr. {queries.meanwhile(idea)}")
    step_id, before = last.step_id, last.before
    db.session.delete(last)
    db.session.flush()  # before the step goes, which would take this row along
    if step_id is not None:
        _take_back(idea, step_id)
    _put(idea, before)
    journal.note("idea.undone", thing(idea), who, stage=WORDS[idea.stage])
    changed(idea)
    return idea


def _newest_step(idea_id: int) -> int | None:
    return db.session.scalar(select(func.max(Step.id)).where(Step.idea_id == idea_id))


def _take_back(idea: Idea, step_id: int) -> None:
    """Delete a step with the letter that waits; what others hang on the step goes with its row."""
    step = db.session.get_one(Step, step_id)
    if slots.parts("ideas.left", step=step):
        raise Refused(LEFT)
    if step.letter_id is not None:
        wanted = select(Promise).where(Promise.id == step.letter_id).with_for_update()
        letter = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
        if letter is None or letter.done_at is not None or letter.tries:
            raise Refused(LEFT)
        db.session.delete(letter)
    db.session.delete(step)
    db.session.flush()
    db.session.expire(idea, ["steps"])


def _put(idea: Idea, before: dict[str, Any]) -> None:
    idea.stage, idea.suspicion = Stage(before["stage"]), before["suspicion"]
    shown = before["published_at"]
    idea.published_at = datetime.fromisoformat(shown) if shown else None
    idea.changed_at = datetime.fromisoformat(before["changed_at"])
    idea.category_id, idea.district_id = before["category"], before["district"]
    idea.areas = list(db.session.scalars(select(ActivityArea).where(ActivityArea.id.in_(before["areas"]))))
