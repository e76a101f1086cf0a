"""The long work of an import, delivered by the worker: in slices, so that letters need not wait behind a large file."""

from __future__ import annotations

from typing import Any, Final

from compass.imports import judging, queries, taking, undoing
from compass.imports.services import KIND
from core.takeover import slices
from core.takeover.states import State

STEPS: Final = {State.CHECKING: judging.portions, State.TAKING: taking.taken, State.UNDOING: undoing.undone}


def deliver(_: int, payload: dict[str, Any]) -> None:
    """Go on with an import."""
    number = payload["import"]
    slices.deliver(KIND, number, lambda: STEPS.get(queries.one(number).state))
