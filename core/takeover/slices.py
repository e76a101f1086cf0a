"""Long work of the worker in slices, so that letters need not wait behind a large file."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Final

from core import outbox
from core.db import rollback, writing
from core.errors import NotThere

SLICE: Final = 5.0
"""Seconds after which other deliveries have their turn."""


def go(steps: Iterable[None], again: Callable[[], None]) -> None:
    """Take steps, each a transaction of its own; when the slice is over, promise to go on and return."""
    began = time.monotonic()
    for _step in steps:
        if time.monotonic() - began > SLICE:
            again()
            return


def deliver(kind: str, number: int, steps: Callable[[], Callable[[int], Iterable[None]] | None]) -> None:
    """Go on with an import; whatever ended it before, it begins again behind the last portion that was stored.

    `steps` says which long work its state asks for, None for none; NotThere when the import is gone.
    """
    try:
        found = steps()
    except NotThere:
        return
    finally:
        rollback()
    go(found(number) if found else (), lambda: _again(kind, number))


def _again(kind: str, number: int) -> None:
    with writing():
        outbox.promise(kind, {"import": number})
