"""Stones of the demo year: who sits where, which stone whose hand lays, always the same in every playing of the year."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from compass.models import Sector
from core import links
from core.things import Thing
from demo.calendar import chance
from dialogues import ballots, seat_token
from dialogues.agreement import Counts
from dialogues.counted import ORDER

PASSES = timedelta(hours=18)
MANY = 1_000_000
NOISE = MANY // 3
"""How far somebody's place among the others may lie from where the sector stands."""


@dataclass(frozen=True)
class Person:
    """Somebody at a meeting: a number, the group, the sector if it was said, and whether real stones are laid instead."""

    number: int
    group: int | None = None
    sector: Sector | None = None
    by_hand: bool = False


@dataclass(frozen=True)
class Hall:
    """Everybody at one meeting, and the secrets of the phones, drawn from the name of the meeting."""

    name: str
    people: tuple[Person, ...]

    @property
    def phones(self) -> tuple[Person, ...]:
        """Those who lay stones with a phone."""
        return tuple(one for one in self.people if not one.by_hand)

    def secret(self, person: Person) -> bytes:
        """Return what the phone of somebody keeps to itself."""
        return hashlib.sha256(f"demo phone {self.name} {person.number}".encode()).digest()

    def sit_down(self, dialogue_id: int) -> None:
        """Give every phone its seat."""
        for _ in self.phones:
            links.issue("pass.seat", Thing("dialogue", dialogue_id), lifetime=PASSES, uses=None)

    def dealt(self, counts: Sequence[int], words: str, dealt: Sequence[str] = ()) -> Iterator[tuple[Person, int]]:
        """Yield who lays which stone: gold to tar, then silence, to everybody as it comes, or along some sectors."""
        places = {Sector(name): place for place, name in enumerate(dealt)}
        width = max(1, len(places))

        def place(person: Person) -> int:
            luck = chance(f"{words} {person.number}", MANY)
            if person.sector not in places:
                return luck
            return places[person.sector] * MANY // width + chance(f"{words} {person.number}", NOISE)

        stones = [stone for stone, number in zip(ORDER, counts, strict=True) for _ in range(number)]
        yield from zip(sorted(self.people, key=place), stones, strict=False)


def hall(name: str, entry: dict[str, Any], groups: Sequence[int]) -> Hall:
    """Return everybody at a meeting of the material: a table with real stones in the first group, phones in all groups."""
    people: list[Person] = []
    for _ in range(entry.get("by_hand", 0)):
        people.append(Person(len(people), groups[0] if groups else None, by_hand=True))
    said = [Sector(name) for name, number in entry.get("sectors", {}).items() for _ in range(number)]
    seats = entry["people"] - len(people)
    for place in range(seats):
        group = groups[place % len(groups)] if groups else None
        people.append(Person(len(people), group, said[place] if place < len(said) else None))
    return Hall(name, tuple(people))


def lay(room: Hall, dialogue_id: int, theses: Sequence[dict[str, Any]], turn: int = 1) -> None:
    """Let every phone lay its stones of one round."""
    for row, thesis in zip(ballots.one(dialogue_id).theses, theses, strict=True):
        for person, stone in _of_round(room, thesis, turn):
            if not person.by_hand:
                key = seat_token.key(room.secret(person), row.id, turn)
                where = {"group_id": person.group, "sector": person.sector}
                ballots.lay(dialogue_id, row.id, key, stone, round=turn, **where)  # type: ignore[arg-type]  # two words, two kinds


def counted(room: Hall, dialogue_id: int, theses: Sequence[dict[str, Any]], turn: int) -> dict[int, Counts]:
    """Return what lies on the table with real stones in one round, by thesis."""
    return {
        row.id: counts([stone for person, stone in _of_round(room, thesis, turn) if person.by_hand])
        for row, thesis in zip(ballots.one(dialogue_id).theses, theses, strict=True)
    }


def counts(stones: Sequence[int]) -> Counts:
    """Return single stones as they are counted."""
    number = Counter(stones)
    return Counts(*(number[stone] for stone in ORDER))


def _of_round(room: Hall, thesis: dict[str, Any], turn: int) -> Iterator[tuple[Person, int]]:
    said = thesis["before"] if turn == 1 and "before" in thesis else thesis["stones"]
    return room.dealt(said, thesis["text"], thesis.get("dealt", ()))
