"""Der Weg dieser Idee: its steps in plain words and dates, and what later rooms add."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from datetime import date, timedelta

from core import clock, slots, texts
from ideas import queries
from ideas.models import SOURCE_WORDS, Idea, Step
from ideas.stages import ENDS, WORDS, Stage

BETWEEN_US = frozenset({Stage.QUESTION, Stage.NOT_PUBLISHED})

__all__ = ["WORDS", "JourneyStep", "sentence", "steps"]


@dataclass(frozen=True)
class JourneyStep:
    """One step of the way as the page draws it; state is done, now or next."""

    when: str
    datetime: str
    title: str
    sentence: str
    state: str = "done"
    address: str | None = None
    link: str | None = None
    at: dt.datetime | None = None


def day(iso: str) -> str:
    """Write an ISO day in words; what is no day stays as it is."""
    try:
        return clock.day_in_words(date.fromisoformat(iso))
    except ValueError:
        return iso


def _values(idea: Idea, step: Step) -> dict[str, str]:
    """Return what the city's sentences may name."""
    until = idea.submitted_at + timedelta(days=queries.reading_days())
    on = day(step.on) if step.on else clock.day_in_words(until if step.stage is Stage.RECEIVED else step.at)
    return {
        "Datum": on,
        "Tag": clock.day_in_words(step.at),
        "Stelle": step.place,
        "Grund": step.reason,
        "Quelle": SOURCE_WORDS[idea.source],
    }


def sentence(idea: Idea, step: Step) -> str:
    """Return what a stage says while it is the present one."""
    return texts.text(f"stage.{_key(step)}", **_values(idea, step)).strip()


def _key(step: Step) -> str:
    """Return the end of a text's key: an idea that comes back after a question has its own sentence."""
    again = step.stage is Stage.RECEIVED and step.reason
    return f"{step.stage}_again" if again else str(step.stage)


def past(idea: Idea, step: Step) -> str:
    """Return what a stage says once it is over."""
    key = f"way.{_key(step)}"
    return texts.text(key if key in texts.wordings() else f"stage.{step.stage}", **_values(idea, step)).strip()


def steps(idea: Idea, *, whole: bool = True) -> list[JourneyStep]:
    """Return the way, oldest first; the last of our own steps is now, unless it is an end.

    The author and the office see the whole of it. Everybody else sees no question and no refusal from before the
    idea was published: those letters were between the office and the author.
    """
    own = [step for step in idea.steps if whole or step.stage not in BETWEEN_US]
    shown = [step for at, step in enumerate(own) if whole or at == 0 or step.stage is not Stage.RECEIVED]
    way = [_step(idea, step, last=step is own[-1]) for step in shown]
    way += _redacted(idea)
    way += slots.parts("ideas.journey", idea=idea)
    return sorted(way, key=lambda step: (step.state == "next", step.at is None, step.at or idea.submitted_at))


def _redacted(idea: Idea) -> list[JourneyStep]:
    """Return the remark that words were taken out: the day, never the words."""
    at = idea.redacted_at
    if at is None:
        return []
    when, iso = clock.day_in_words(at), clock.local(at).date().isoformat()
    return [JourneyStep(when, iso, "Gekürzt", texts.text("ideas.redacted"), at=at)]


def _step(idea: Idea, step: Step, *, last: bool) -> JourneyStep:
    told = sentence(idea, step) if last else past(idea, step)
    state = "now" if last and step.stage not in ENDS else "done"
    return JourneyStep(
        clock.day_in_words(step.at), clock.local(step.at).date().isoformat(), WORDS[step.stage], told, state, at=step.at
    )
