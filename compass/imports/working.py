"""The long work of an import, delivered by the worker: in slices, so that letters need not wait behind a large file."""

from __future__ import annotations

from typing import Any, Final

from compass.imports import judging, queries, taking, undoing
from compass.imports.services import KIND
from core import outbox
from core.db import rollback, writing
from core.errors import NotThere
from core.takeover import slices
from core.takeover.states import State

STEPS: Final = {State.CHECKING: judging.portions, State.TAKING: taking.taken, State.UNDOING: undoing.undone}


def deliver(_: int, payload: dict[str, Any]) -> None:
    """Go on with an import; whatever ended it before, it begins again behind the last portion that was stored."""
    number = payload["import"]
    try:
        steps = STEPS.get(queries.one(number).state)
    except NotThere:
        return
    finally:
        rollback()
    slices.go(steps(number) if steps else (), lambda: _again(number))


def _again(number: int) -> None:
    with writing():
        outbox.promise(KIND, {"import": number})
