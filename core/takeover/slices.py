"""Long work of the worker in slices, so that letters need not wait behind a large file."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Final

SLICE: Final = 5.0
"""Seconds after which other deliveries have their turn."""


def go(steps: Iterable[None], again: Callable[[], None]) -> None:
    """Take steps, each a transaction of its own; when the slice is over, promise to go on and return."""
    began = time.monotonic()
    for _step in steps:
        if time.monotonic() - began > SLICE:
            again()
            return
