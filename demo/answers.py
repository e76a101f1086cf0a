"""What the city answers in the demo year: the step's own sentence, and in full what answers.toml says."""

from __future__ import annotations

from functools import cache
from typing import Any

from demo.cast import written
from demo.script import Act
from ideas.answering.services import Words
from ideas.stages import Stage

GIVEN = frozenset({Stage.ANSWERED, Stage.LATER, Stage.NOT_PURSUED})
"""Steps that come with an answer, where one is written."""


def words(title: str, act: Act) -> Words | None:
    """Return the answer that a step of an idea comes with, None when it is only a step."""
    entry = _answers().get(title) if act.stage in GIVEN else None
    if entry is None:
        return None
    return Words(entry["role"], act.reason, entry["text"], entry.get("costs", ""), entry.get("period", ""))


@cache
def _answers() -> dict[str, dict[str, Any]]:
    """Return the written answers by the titles of their ideas."""
    return {entry["idea"]: entry for entry in written("answers")["answer"]}
