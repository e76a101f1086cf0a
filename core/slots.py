"""Places that a page leaves open and that higher rooms hang something into."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import current_app

Hook = Callable[..., Iterable[Any]]


def parts(slot: str, **context: object) -> list[Any]:
    """Return what all rooms hang into a slot, in the order of the rooms in run.py."""
    hooks: Mapping[str, list[Hook]] = current_app.extensions["slots"]
    return [part for hook in hooks.get(slot, []) for part in hook(**context)]
