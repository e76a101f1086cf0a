"""Checklists as pages show them: each step on its day, counted back, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from compass.checklists import days
from compass.checklists.models import Checklist, ChecklistStep
from core import clock, deadlines
from core.things import Thing


@dataclass(frozen=True)
class StepLine:
    """One step: its day, how long there is still time in words, and its link's address."""

    step: ChecklistStep
    on: date
    when: str
    left: str
    late: bool
    address: str


@dataclass(frozen=True)
class ListLine:
    """One list: title, address and noun of what it hangs on, its day, its steps in their order, the next open one."""

    checklist: Checklist
    title: str
    address: str
    noun: str
    on: date
    when: str
    steps: Sequence[StepLine]

    @property
    def next(self) -> StepLine | None:
        """The open step that comes first."""
        return next((one for one in self.steps if one.step.done_at is None), None)

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(one.step.done_at is not None for one in self.steps)


def of(checklists: Sequence[Checklist]) -> list[ListLine]:
    """Return lists with everything their pages say, the nearest open step first; those whose thing is gone are left out."""
    things = {thing for one in checklists if (thing := thing_of(one))}
    held, titles = days.days(things), days.titles(things)
    found = []
    for one in checklists:
        thing = thing_of(one)
        if thing is None:
            found.append(_line(one, one.title, "", "", date.fromisoformat(one.own_on)))
        elif thing in held and thing in titles:
            found.append(_line(one, *titles[thing], held[thing]))
    return sorted(
        found, key=lambda line: (line.next is None, line.next.on if line.next else line.on, line.checklist.id)
    )


def thing_of(one: Checklist) -> Thing | None:
    """Return the thing on which a list hangs."""
    return Thing(one.kind, one.thing_id) if one.thing_id is not None else None


def _line(one: Checklist, title: str, address: str, noun: str, on: date) -> ListLine:
    steps = [_step(step, on, one.thing_id) for step in one.steps]
    return ListLine(one, title, address, noun, on, clock.day_in_words(on), steps)


def _step(step: ChecklistStep, on: date, thing_id: int | None) -> StepLine:
    day = on + timedelta(days=step.days)
    return StepLine(
        step,
        day,
        clock.day_in_words(day),
        left(day),
        step.done_at is None and day < clock.today(),
        step.link.replace("{id}", str(thing_id or "")),
    )


def left(day: date) -> str:
    """Say how much time is left: "noch 12 Tage", "heute", "seit 3 Tagen überfällig"."""
    number = (day - clock.today()).days
    if number < 1:
        return deadlines.until_in_words(day)
    return "noch 1 Tag" if number == 1 else f"noch {number} Tage"
