"""The script of the demo year: what is said by whom, and when, read from material/*.toml; days count from today."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any

from ideas.models import Source
from ideas.stages import Stage

MATERIAL = Path(__file__).with_name("material")


@dataclass(frozen=True)
class Act:
    """One step the office takes with an idea; `on` is the day the stage names."""

    day: int
    stage: Stage
    place: str = ""
    on: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Rewriting:
    """The day a text becomes another one, by its author or shortened by the office, and the new text."""

    day: int
    text: str


@dataclass(frozen=True)
class Scene:
    """One idea of the year: what its author wrote, and everything that happens to it, in order.

    `number` is its place among the forty of the material; the office sets `areas` (keys) when it first takes a step.
    """

    title: str
    text: str
    day: int
    time: time
    kind: str | None = None
    number: int | None = None
    district: str | None = None
    areas: tuple[str, ...] = ()
    way: Source = Source.WEB
    email: str | None = None
    confirmed: bool = True
    suspicion: str | None = None
    withdrawn: int | None = None
    rewrite: Rewriting | None = None
    redacted: Rewriting | None = None
    steps: tuple[Act, ...] = ()


def scenes() -> list[Scene]:
    """Return every scene of the year, file by file."""
    return [scene for path in sorted(MATERIAL.glob("*.toml")) for scene in _read(path)]


def _read(path: Path) -> Iterator[Scene]:
    for entry in tomllib.loads(path.read_text(encoding="utf-8"))["idea"]:
        yield Scene(**{**entry, **_converted(entry)})


def _converted(entry: dict[str, Any]) -> dict[str, Any]:
    """Return what a file can only write as text, list or table."""
    rewrite, redacted = entry.get("rewrite"), entry.get("redacted")
    return {
        "time": time.fromisoformat(entry["time"]),
        "way": Source(entry.get("way", Source.WEB)),
        "areas": tuple(entry.get("areas", ())),
        "rewrite": Rewriting(**rewrite) if rewrite else None,
        "redacted": Rewriting(**redacted) if redacted else None,
        "steps": tuple(Act(**{**step, "stage": Stage(step["stage"])}) for step in entry.get("steps", ())),
    }
