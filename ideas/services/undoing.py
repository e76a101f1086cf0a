"""Rückgängig: a step or a whole press taken back within minutes, unless somebody acted since or a letter has left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select

from core import clock, journal, outbox, slots
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
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
    return standings([idea])[idea.id]


def standings(ideas: Sequence[Idea]) -> dict[int, dict[str, Any]]:
    """Return how many held ideas stand, by number; one statement for all."""
    steps = _newest_steps([idea.id for idea in ideas])
    return {idea.id: _standing(idea, steps.get(idea.id)) for idea in ideas}


def _standing(idea: Idea, step: int | None) -> dict[str, Any]:
    return {
        "stage": idea.stage.value,
        "published_at": idea.published_at.isoformat() if idea.published_at else None,
        "changed_at": idea.changed_at.isoformat(),
        "suspicion": idea.suspicion,
        "category": idea.category_id,
        "district": idea.district_id,
        "areas": sorted(area.id for area in idea.areas),
        "step": step,
    }


def remember(idea: Idea, before: dict[str, Any], who: Who) -> None:
    """Keep how the idea stood before what this person has just done, in the place of the step before."""
    remember_all([idea], {idea.id: before}, who)


def remember_all(ideas: Sequence[Idea], before: Mapping[int, dict[str, Any]], who: Who) -> dict[int, int]:
    """Keep how many ideas stood before one press, as remember() does; return their versions after it, by number."""
    db.session.flush()
    ids = [idea.id for idea in ideas]
    steps, after = _newest_steps(ids), {idea.id: idea.version for idea in ideas}
    db.session.execute(delete(LastStep).where(LastStep.idea_id.in_(ids)))
    rows: list[dict[str, Any]] = [
        {"idea_id": number, "account_id": who.account, "at": clock.now(), "after": after[number]}
        | {
            "before": before[number],
            "step_id": steps.get(number) if steps.get(number) != before[number]["step"] else None,
        }
        for number in ids
    ]
    if rows:
        db.session.execute(insert(LastStep), rows)
    return after


def undo_all(after: Mapping[int, int], who: Who, pressed_at: datetime | None = None) -> dict[int, str]:
    """Undo what one press did with many ideas; `after` is the version of each right after it.

    Return, by number, why an idea keeps its step: somebody acted since, or word of it has left.
    """
    stayed = {}
    for number in sorted(after):
        try:
            with db.session.begin_nested():
                undo(number, who, after=after[number], pressed_at=pressed_at)
        except Refused as fault:
            stayed[number] = fault.sentence
        except NotThere:
            stayed[number] = "Diese Idee gibt es nicht mehr."
    return stayed


def undo(idea_id: int, who: Who, *, after: int | None = None, pressed_at: datetime | None = None) -> Idea:
    """Put an idea back as it stood before its last step; Refused when it is too late, somebody acted since, or wrote.

    A letter about the step that has not left yet never leaves. The journal keeps the step and that it was undone. With
    `after` the last step must be the one that led to this version; `pressed_at` is when somebody asked for it.
    """
    idea = locked(idea_id)
    last = db.session.get(LastStep, idea_id, with_for_update=True, populate_existing=True)
    if after is not None and idea.version != after:
        raise Refused(queries.meanwhile(idea))
    if last is None or last.at < (pressed_at or clock.now()) - queries.undo_within():
        minutes = int(queries.undo_within().total_seconds()) // 60
        raise Refused(f"Rückgängig machen kann man einen Schritt nur {minutes} Minuten lang, und nur einmal.")
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
    slots.parts("ideas.undone", idea=idea)
    return idea


def _newest_steps(ids: Sequence[int]) -> dict[int, int]:
    newest = select(Step.idea_id, func.max(Step.id)).where(Step.idea_id.in_(ids)).group_by(Step.idea_id)
    return dict(db.session.execute(newest).all())


def _take_back(idea: Idea, step_id: int) -> None:
    """Delete a step with the letter that waits; what others hang on the step goes with its row."""
    step = db.session.get_one(Step, step_id)
    if slots.parts("ideas.left", step=step):
        raise Refused(LEFT)
    if step.letter_id is not None and not outbox.withdraw([step.letter_id]):
        raise Refused(LEFT)
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
