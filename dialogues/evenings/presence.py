"""Who was at a meeting, as pages show it: by sector with marks apart, members there, represented or missing, guests."""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from compass import queries as compass
from compass.models import SECTOR_WORDS, Actor, Sector
from dialogues import membership
from dialogues.evenings import queries
from dialogues.membership import Table
from dialogues.models import Attendance, Dialogue


class Was(enum.StrEnum):
    """Ob ein Mitglied da war."""

    THERE = "there"
    REPRESENTED = "represented"
    MISSING = "missing"


WAS_WORDS = {Was.THERE: "da", Was.REPRESENTED: "vertreten", Was.MISSING: "fehlte"}


@dataclass(frozen=True)
class Share:
    """One sector of a meeting: how many fill its place, how many stand apart because of a mark, how many guests."""

    sector: str
    word: str
    number: int
    apart: int = 0
    guests: int = 0

    @property
    def people(self) -> int:
        """All of them."""
        return self.number + self.apart + self.guests

    @property
    def missing(self) -> bool:
        """Whether nobody filled a place of this sector; the marked never do."""
        return self.number + self.guests == 0

    @property
    def sentence(self) -> str:
        """Say it in a few words."""
        told = [str(self.number + self.guests) if not self.missing else "niemand"]
        if self.guests:
            told.append(f"davon {self.guests} ohne Eintrag im Netzwerk")
        if self.apart:
            told.append(f"dazu {self.apart} aus Politik, städtischen Firmen oder Beiräten")
        return ", ".join(told)


@dataclass(frozen=True)
class Seat:
    """One member at one meeting: who may stand in, whether it was there, by whom it was represented."""

    actor: Actor
    deputies: tuple[Actor, ...]
    was: Was
    by: str = ""

    @property
    def words(self) -> str:
        """Say whether it was there."""
        return f"vertreten durch {self.by}" if self.by else WAS_WORDS[self.was]


@dataclass(frozen=True)
class Presence:
    """Who was at a meeting; `noted` is False while nobody wrote anything down, then nothing is known of anybody."""

    noted: bool
    seats: tuple[Seat, ...]
    others: tuple[Actor, ...]
    here: frozenset[int]
    shares: tuple[Share, ...]

    @property
    def people(self) -> int:
        """How many were there."""
        return sum(one.people for one in self.shares)

    def number(self, was: Was) -> int:
        """Return how many members were there, represented or missing."""
        return sum(one.was is was for one in self.seats)

    @property
    def missing(self) -> list[Actor]:
        """The members nobody came for; nobody while nothing is noted."""
        return [one.actor for one in self.seats if self.noted and one.was is Was.MISSING]

    @property
    def sectors_missing(self) -> list[str]:
        """The words of the sectors nobody came from."""
        return [one.word for one in self.shares if self.noted and one.missing]

    @property
    def sentence(self) -> str:
        """Say in a line how many members came; empty where there are none."""
        if not (self.noted and self.seats):
            return ""
        there, represented = self.number(Was.THERE), self.number(Was.REPRESENTED)
        missing = self.number(Was.MISSING)
        told = [f"Von {len(self.seats)} Mitgliedern {'war' if there in {0, 1} else 'waren'} {there or 'keines'} da"]
        if represented:
            told.append(f"{represented} {'war' if represented == 1 else 'waren'} vertreten")
        if missing:
            told.append(f"{missing} {'fehlte' if missing == 1 else 'fehlten'}")
        return f"{', '.join(told)}."


def of(dialogue: Dialogue) -> Presence:
    """Return who was at one meeting; a constant number of statements."""
    return many([dialogue])[dialogue.id]


def many(dialogues: Sequence[Dialogue]) -> Mapping[int, Presence]:
    """Return who was at several meetings, by meeting; as many statements as for one."""
    ids = [one.id for one in dialogues]
    rows, guests, table = queries.attendances(ids), queries.guests(ids), membership.table()
    known = {row.actor_id for found in rows.values() for row in found}
    known |= {one.actor_id for one in table.terms} | set(table.others)
    known |= {number for stand_ins in table.stand_ins.values() for number in stand_ins}
    actors = compass.actors(known)
    return {one.id: _of(one, rows.get(one.id, []), guests.get(one.id, {}), table, actors) for one in dialogues}


def _of(
    dialogue: Dialogue,
    rows: Collection[Attendance],
    guests: Mapping[Sector, int],
    table: Table,
    actors: Mapping[int, Actor],
) -> Presence:
    here = {row.actor_id for row in rows}
    members = [number for number in table.on(dialogue.held_on) if number in actors] if dialogue.assembly_id else []
    instead = {row.instead_of_id or 0: actors[row.actor_id].name for row in rows if row.instead_of_id in members}
    seats = tuple(sorted((_seat(n, table, actors, here, instead) for n in members), key=lambda one: one.actor.sort_key))
    deputies = {one.id for seat in seats for one in seat.deputies}
    free = {*table.others, *here} if dialogue.assembly_id else here
    others = [actors[number] for number in free - set(members) - deputies if number in actors]
    shares = tuple(_share(sector, [actors[one] for one in here if one in actors], guests) for sector in SECTOR_WORDS)
    noted = bool(rows) or any(guests.values())
    return Presence(noted, seats, tuple(sorted(others, key=lambda one: one.sort_key)), frozenset(here), shares)


def _seat(
    number: int, table: Table, actors: Mapping[int, Actor], here: Collection[int], instead: Mapping[int, str]
) -> Seat:
    deputies = tuple(actors[one] for one in table.stand_ins.get(number, ()) if one in actors)
    if number in here:
        return Seat(actors[number], deputies, Was.THERE)
    by = instead.get(number, "")
    return Seat(actors[number], deputies, Was.REPRESENTED if by else Was.MISSING, by)


def _share(sector: Sector, there: Sequence[Actor], guests: Mapping[Sector, int]) -> Share:
    mine = [one for one in there if one.sector is sector]
    apart = sum(bool(compass.marks(one)) for one in mine)
    return Share(sector.value, SECTOR_WORDS[sector], len(mine) - apart, apart, guests.get(sector, 0))
