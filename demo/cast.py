"""Who and what takes part in the demo year: looked up by the names the material uses, known once they came on stage."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from core.journal import Who
from demo.calendar import Calendar, chance
from radar import queries as radar

THREAD = Path(__file__).with_name("thread")
SHORTLY = timedelta(minutes=12)


@dataclass(frozen=True)
class Event:
    """One thing that happens: when, and what somebody does; `alone` when it opens its own transactions."""

    at: datetime
    do: Callable[[], object]
    alone: bool = False


@dataclass
class Cast:
    """Everybody and everything on stage: numbers of rows by the material's own names; filled while the year is played.

    `idea` answers a number of the material or a title; the other names are those of the files in thread/.
    """

    calendar: Calendar
    staff: Sequence[Who]
    idea: Callable[[int | str], int]
    actors: dict[int | str, int] = field(default_factory=dict)
    visions: dict[str, int] = field(default_factory=dict)
    deliverables: dict[str, int] = field(default_factory=dict)
    boxes: dict[str, int] = field(default_factory=dict)
    meetings: dict[str, int] = field(default_factory=dict)
    members: dict[str, int] = field(default_factory=dict)

    def who(self, words: str) -> Who:
        """Return who of the office does something; always the same person for the same words."""
        return self.staff[chance(words, len(self.staff))]

    def actor(self, name: int | str) -> int:
        """Return the number of an actor; a public organisation may be called by its digits."""
        return self.actors[int(name) if isinstance(name, str) and name.isdecimal() else name]

    def ideas(self, names: Iterable[int | str]) -> tuple[int, ...]:
        """Return the numbers of ideas."""
        return tuple(self.idea(name) for name in names)

    def iso(self, offset: int) -> str:
        """Return a working day in ISO form."""
        return self.calendar.weekday(offset).isoformat()


def written(name: str) -> dict[str, Any]:
    """Return one file of the thread."""
    return tomllib.loads((THREAD / f"{name}.toml").read_text(encoding="utf-8"))


def area(key: str) -> int:
    """Return the id of an Aktionsfeld."""
    return radar.taxonomy().areas_by_key[key].id


def traits(names: Iterable[str]) -> tuple[int, ...]:
    """Return the ids of attributes of the Zielbild."""
    known = {one.name: one.id for one in radar.taxonomy().every_trait}
    return tuple(known[name] for name in names)


def district(key: str | None) -> int | None:
    """Return the id of a Stadtbezirk."""
    return next((one.id for one in radar.taxonomy().every_district if one.key == key), None)


def chosen(entry: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Return some fields of an entry, those it has."""
    return {name: entry[name] for name in names if name in entry}


def in_order(acts: Iterable[tuple[datetime, Callable[[], object]]], between: timedelta = SHORTLY) -> Iterator[Event]:
    """Yield events of one story: each a little after the one before, whatever the hour the office took it up."""
    before: datetime | None = None
    for moment, do in acts:
        before = moment if before is None else max(moment, before + between)
        yield Event(before, do)
