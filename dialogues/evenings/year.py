"""The balance of a year: each meeting by sector, each member over all meetings."""

from __future__ import annotations

from dataclasses import dataclass

from compass.models import Actor
from core import clock
from dialogues import address, membership, showing
from dialogues.evenings import presence, queries
from dialogues.evenings.presence import Presence, Was
from dialogues.models import Dialogue


@dataclass(frozen=True)
class Day:
    """One meeting of the year with who was there."""

    dialogue: Dialogue
    presence: Presence

    @property
    def when(self) -> str:
        """Its day in words."""
        return showing.day(self.dialogue.held_on)

    @property
    def address(self) -> str:
        """Its page in the office."""
        return address.desk_dialogue(self.dialogue.id)


@dataclass(frozen=True)
class Record:
    """One member over the year: at how many meetings it was there, represented, missing; the days it missed."""

    actor: Actor
    there: int
    represented: int
    missed: tuple[str, ...]

    @property
    def of(self) -> int:
        """How many meetings with a list there were while it belonged to the body."""
        return self.there + self.represented + len(self.missed)

    @property
    def never(self) -> bool:
        """Whether it came to none, and nobody for it."""
        return bool(self.of) and not (self.there or self.represented)

    @property
    def sentence(self) -> str:
        """Say it in a line."""
        if self.of == 1:
            return "da" if self.there else "vertreten" if self.represented else "war nicht da"
        told = [f"bei {self.there or 'keinem'} von {self.of} da"]
        if self.represented:
            told.append(f"{self.represented}-mal vertreten")
        return ", ".join(told)


@dataclass(frozen=True)
class Year:
    """The meetings of a year and its members; those who never came stand first."""

    year: int
    years: tuple[int, ...]
    days: tuple[Day, ...]
    records: tuple[Record, ...]


def of(year: int) -> Year:
    """Return the balance of a year; a constant number of statements."""
    dialogues = queries.of_year(year)
    found = presence.many(dialogues)
    days = tuple(Day(one, found[one.id]) for one in dialogues)
    return Year(year, tuple(queries.years()), days, _records(days))


def _records(days: tuple[Day, ...]) -> tuple[Record, ...]:
    """Return the members who sit in the body today, over the meetings that have a list."""
    present = set(membership.table().on(clock.today().isoformat()))
    actors: dict[int, Actor] = {}
    was: dict[int, list[tuple[Was, str]]] = {}
    for day in days:
        for seat in day.presence.seats if day.presence.noted else ():
            actors[seat.actor.id] = seat.actor
            was.setdefault(seat.actor.id, []).append((seat.was, day.when))
    records = [_record(actors[number], told) for number, told in was.items() if number in present]
    return tuple(sorted(records, key=lambda one: (not one.never, -len(one.missed), one.actor.sort_key)))


def _record(actor: Actor, told: list[tuple[Was, str]]) -> Record:
    words = [one for one, _ in told]
    missed = tuple(when for one, when in told if one is Was.MISSING)
    return Record(actor, words.count(Was.THERE), words.count(Was.REPRESENTED), missed)
