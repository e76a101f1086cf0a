"""Frist: until when the office owes the next word about an idea, computed from the idea's last step and the city's settings.

A promise is a number of days per stage. It runs from the day the stage itself names ("Der nächste Schritt ist am ...")
or, where it names none, from the day of the step. While the author is asked back nothing runs; what was left of the
time when we asked runs on from the day of the answer. Ideas taken over from elsewhere were promised nothing by us.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from core import clock, texts
from ideas.models import Idea, Source, Step
from ideas.stages import Stage

RUNNING = (
    Stage.RECEIVED,
    Stage.PUBLISHED,
    Stage.IN_TALK,
    Stage.IN_WORK,
    Stage.WITH_POLITICS,
    Stage.DECIDED,
    Stage.LATER,
)
"""Stages in which the next word is ours."""
KEYS = {stage: "reading.days" if stage is Stage.RECEIVED else f"clock.{stage}" for stage in RUNNING}
NEVER = 999
"""So many days in a setting mean that the city promises nothing for this stage."""
AT_LEAST = 3
"""Days that are left after an answer, however late the question was asked."""


def promises() -> dict[Stage, int]:
    """Return the days promised per stage, as the city set them; a stage without a promise is left out."""
    days = {stage: _number(key) for stage, key in KEYS.items()}
    return {stage: number for stage, number in days.items() if number < NEVER}


def _number(key: str) -> int:
    said = texts.raw(key).strip()
    sound = said.isascii() and said.isdecimal() and len(said) < 4  # noqa: PLR2004 - a slip in the text must not break pages
    return int(said if sound else texts.wordings()[key].default)


def due_on(stage: Stage, at: date, on: str, promised: Mapping[Stage, int]) -> date | None:
    """Return the last day of a promise: `at` is the day of the step, `on` the ISO day it names (or ""); None: no promise.

    An unread idea that names a day was asked back about: that day is its promise already.
    """
    if stage not in promised:
        return None
    named = _day(on)
    if named is not None and stage is Stage.RECEIVED:
        return named
    return (named or at) + timedelta(days=promised[stage])


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def of(idea: Idea) -> date | None:
    """Return until when the next word about an idea is owed; reads its loaded steps."""
    if idea.source is Source.IMPORT or idea.suspicion or not idea.steps:
        return None
    last = idea.steps[-1]
    return due_on(idea.stage, clock.local(last.at).date(), last.on, promises())


def resumed(steps: Sequence[Step], today: date) -> date:
    """Return the new last day after a question: what was left of the promise when we asked, at least three days.

    `steps` end with the question; raises IndexError when nothing stands before it.
    """
    before, asked = steps[-2], steps[-1]
    promised = {Stage.RECEIVED: promises().get(Stage.RECEIVED, NEVER)}
    owed = due_on(before.stage, clock.local(before.at).date(), before.on, promised)
    left = (owed - clock.local(asked.at).date()).days if owed else 0
    return today + timedelta(days=max(left, AT_LEAST))
