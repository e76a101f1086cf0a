"""Der Weg einer Kickbox: its six levels as pages draw them, from the rows alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kickbox.models import LEVELS, TOP, Box, BoxState, LevelStep


@dataclass(frozen=True)
class LevelLine:
    """One level: number (1 to 6), our name, the method's, when it was reached, what was learned there; done, now or next."""

    number: int
    name: str
    method: str
    state: str
    at: datetime | None = None
    learned: str = ""


def name(level: int) -> str:
    """Return the German name of a level (1 to 6)."""
    return LEVELS[level - 1][0]


def levels(box: Box) -> list[LevelLine]:
    """Return all levels of a running box, first one first; of an ended one only those that were reached.

    What was learned on a level was said when the next one was reached, so it stands one row further.
    """
    reached = {step.level: step for step in box.steps}
    last = TOP if box.state is BoxState.RUNNING else box.level
    return [_line(box, number, reached) for number in range(1, last + 1)]


def _line(box: Box, number: int, reached: dict[int, LevelStep]) -> LevelLine:
    state = "next" if number > box.level else "done"
    if number == box.level and box.state is BoxState.RUNNING:
        state = "now"
    step, after = reached.get(number), reached.get(number + 1)
    return LevelLine(number, *LEVELS[number - 1], state, step.at if step else None, after.note if after else "")
