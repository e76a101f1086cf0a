"""The long work of an import, delivered by the worker: in slices, so that letters need not wait behind a large file."""

from __future__ import annotations

import time
from typing import Any, Final

from core import outbox
from core.db import rollback, writing
from core.errors import NotThere
from ideas.imports import judging, queries, taking
from ideas.imports.models import State
from ideas.imports.services import KIND

SLICE: Final = 5.0
"""Seconds after which other deliveries have their turn."""
STEPS: Final = {State.CHECKING: judging.portions, State.TAKING: taking.taken, State.UNDOING: taking.undone}


def deliver(_: int, payload: dict[str, Any]) -> None:
    """Go on with an import; whatever ended it before, it begins again behind the last portion that was stored."""
    number = payload["import"]
    try:
        steps = STEPS.get(queries.one(number).state)
    except NotThere:
        return
    finally:
        rollback()
    began = time.monotonic()
    for _step in steps(number) if steps else ():
        if time.monotonic() - began > SLICE:
            with writing():
                outbox.promise(KIND, {"import": number})
            return
