"""Where the stories of the network meet: the material, when each actor comes on stage, what came before what."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from core.journal import Who
from demo.calendar import chance
from demo.cast import SHORTLY, Cast, Event

MATERIAL = Path(__file__).parents[1] / "material" / "network"


@cache
def book(name: str) -> dict[str, Any]:
    """Return one file of the network's material."""
    return tomllib.loads((MATERIAL / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def people() -> tuple[dict[str, Any], ...]:
    """Return every actor of the material, with what its file says about every one of them."""
    names = sorted(path.stem for path in MATERIAL.glob("[0-9]_*.toml"))
    return tuple({**book(name).get("every", {}), **entry} for name in names for entry in book(name)["actor"])


@dataclass
class Stage:
    """The cast, and the moment at which each actor of the material came on stage, by its key as text."""

    cast: Cast
    came: dict[str, datetime] = field(default_factory=dict)

    @classmethod
    def of(cls, cast: Cast) -> Stage:
        """Return the stage on which everybody of the material will appear."""
        return cls(
            cast, {str(one["key"]): cast.calendar.at_work(one["day"], f"actor {one['key']}") for one in people()}
        )

    def at(self, day: int, words: str, *actors: str) -> datetime:
        """Return a moment in the office's hours of a day at which all these actors are there."""
        return max(self.cast.calendar.at_work(day, words), *(self.came[one] + SHORTLY for one in actors), self.first)

    @property
    def first(self) -> datetime:
        """The moment at which the first actor came."""
        return min(self.came.values())

    def event(self, day: int, words: str, do: Callable[[Who], object], *actors: str) -> Event:
        """Return what somebody of the office does on a day, once these actors are there; who it is depends on the words."""
        who = self.cast.who(words)
        return Event(self.at(day, words, *actors), lambda: do(who))

    def numbers(self, names: Iterable[str]) -> list[int]:
        """Return the numbers of actors on stage."""
        return [self.cast.actor(name) for name in names]


def one_of(words: str, *choices: str) -> str:
    """Return one of some choices, always the same for the same words."""
    return choices[chance(words, len(choices))]
