"""A team for a challenge, as its page shows it: who brings what, who is missing, what the mix costs, who decided what."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from compass import reaching, suggesting
from compass.challenges import queries
from compass.challenges.models import State, SuggestionFeedback, TeamPick
from compass.challenges.queries import Person
from compass.models import SECTOR_WORDS, Challenge, Sector
from compass.suggesting import HUNDRED, LEAST, Suggestions
from core import accounts, clock

if TYPE_CHECKING:
    from compass.matching import Suggestion
    from compass.teams import Candidate, Member, Team

SECTORS = tuple(sector.value for sector in SECTOR_WORDS)
POOL = 16
"""Candidates of a sector: the best so many."""
NEAR = 12
"""Of a sector so many are looked at when it matters how near people are."""
VARIANTS = {"": "Beste Mischung", "eingespielt": "Eingespieltes Team", "bruecken": "Neue Brücken"}
VARIANT_HINTS = {
    "": "Gute Belege, alle Bereiche, möglichst viele Wörter der Aufgabe.",
    "eingespielt": "Dieselbe Mischung, aus Menschen, die einander schon nah sind: Das Team kann gleich anfangen.",
    "bruecken": "Dieselbe Mischung, aus Menschen, die einander noch fern sind: So entstehen neue Verbindungen.",
}
NOT_IN = {State.DECLINED: "hat abgesagt", State.UNFIT: "passt nicht zu dieser Aufgabe"}
KEYS = {"": "any", "eingespielt": "settled", "bruecken": "bridges"}


@dataclass(frozen=True)
class Seat:
    """One filled seat: who, how many points, what they bring in words, and who put them in by hand."""

    person: Person
    points: int
    brings: str
    locked: bool
    decided: str


@dataclass(frozen=True)
class SectorSeats:
    """One sector of a team beside its bounds, in the manner of compass.sectors.SectorCount."""

    sector: str
    word: str
    number: int
    least: int

    @property
    def missing(self) -> bool:
        """Whether the sector has fewer people than it should."""
        return self.number < self.least

    @property
    def lacks(self) -> int:
        """How many are missing."""
        return max(0, self.least - self.number)

    @property
    def sentence(self) -> str:
        """Say it in a few words."""
        if self.missing:
            return f"{self.number} von {self.least}: {'ein Platz fehlt' if self.lacks == 1 else f'{self.lacks} Plätze fehlen'}"
        return f"{self.number} {'Platz' if self.number == 1 else 'Plätze'}"


@dataclass(frozen=True)
class Out:
    """Somebody who is kept out of a team, and why: by whose hand, or by what became of the suggestion."""

    person: Person
    why: str
    by_hand: bool


@dataclass(frozen=True)
class TeamPage:
    """What the page shows of a team; points are whole numbers, so sums are what a reader gets from the list."""

    seats: Sequence[Seat]
    balance: Sequence[SectorSeats]
    empty: int
    first: Sequence[tuple[Person, int]]
    first_points: int
    points: int
    quota_points: int
    out: Sequence[Out]
    variant: str
    distance: float | None
    wanted: int
    chosen: frozenset[int] = field(default_factory=frozenset)

    @property
    def cost(self) -> str:
        """Say what the mix costs in points, and how much of it goes back to the sectors."""
        lost = max(0, self.first_points - self.points)
        bounds = min(self.quota_points, lost)
        plain = f"{lost} {'Punkt' if lost == 1 else 'Punkte'}"
        return f"{plain}, davon {bounds} wegen der Bereiche" if lost else "nichts"

    @property
    def lacking(self) -> list[SectorSeats]:
        """The sectors with too few people."""
        return [one for one in self.balance if one.missing]


def quotas_of(challenge: Challenge) -> dict[str, tuple[int, int]]:
    """Return the bounds of a challenge: as said, else the usual ones, made to fit each other."""
    return bounds(challenge.seats, challenge.quotas)


def bounds(seats: int, said: Mapping[str, Sequence[int]]) -> dict[str, tuple[int, int]]:
    """Return (lo, hi) per sector: the said ones; where nothing is said one to half of the seats.

    What is usual gives way: first a least nobody named goes to 0 where the seats do not suffice for all.
    """
    usual = (1 if seats >= len(SECTORS) else 0, math.ceil(seats / 2))
    found = {sector: (said[sector][0], said[sector][1]) if sector in said else usual for sector in SECTORS}
    if sum(lo for lo, _ in found.values()) > seats:
        found = {sector: two if sector in said else (0, two[1]) for sector, two in found.items()}
    return found


def team(
    challenge: Challenge,
    found: Suggestions,
    picks: Sequence[TeamPick],
    said: Mapping[int, SuggestionFeedback],
    art: str,
) -> TeamPage:
    """Return the team of a challenge, made anew each time; `art` is a key of VARIANTS."""
    from compass import teams  # noqa: PLC0415 - brings numpy, which only a team needs

    ground = _ground(found, picks, said, NEAR if art else POOL)
    wish = teams.Wish(
        max(challenge.seats, len(ground.wanted)),
        quotas_of(challenge),
        ground.wanted,
        ground.barred,
        teams.Variant(KEYS[art]),
    )
    candidates = _candidates(ground)
    hops = reaching.hops([one.id for one in candidates]) if art else None
    return _page(teams.choose(candidates, wish, hops), ground, art)


@dataclass(frozen=True)
class _Ground:
    """What a team is chosen from: the pool of suggestions, people by id, who is in and who out, by whose hand."""

    pool: Mapping[int, Suggestion]
    people: Mapping[int, Person]
    by_hand: Mapping[int, TeamPick]
    said: Mapping[int, SuggestionFeedback]
    wanted: frozenset[int]
    barred: frozenset[int]
    names: Mapping[int, str]
    scale: float

    def points(self, number: int) -> float:
        """Return the points of somebody, 0 to 100, not yet whole."""
        one = self.pool.get(number)
        return min(float(HUNDRED), max(0.0, one.score * self.scale)) if one else 0.0

    def decided(self, number: int) -> str:
        """Say who decided something about somebody by hand, and when; empty when nobody did."""
        pick = self.by_hand.get(number)
        if pick is None:
            return ""
        day = clock.local(pick.picked_at).strftime("%d.%m.%Y")
        return f"festgelegt von {self.names.get(pick.account_id or 0, 'jemandem aus dem Büro')}, {day}"


def _ground(
    found: Suggestions, picks: Sequence[TeamPick], said: Mapping[int, SuggestionFeedback], of_a_sector: int
) -> _Ground:
    by_hand = {one.actor_id: one for one in picks}
    wanted = {number for number, one in by_hand.items() if one.is_in}
    wanted |= {number for number, one in said.items() if one.state is State.ACCEPTED and number not in by_hand}
    barred = {number for number, one in by_hand.items() if not one.is_in}
    barred |= {n for n, one in said.items() if one.state in NOT_IN and n not in wanted}
    barred |= {found.asker} if found.asker else set()
    wanted -= barred
    pool = _pool(found, of_a_sector, wanted)
    people = queries.people({*pool, *wanted, *barred})
    wanted &= {number for number, one in people.items() if not one.marked}
    pool = {number: one for number, one in pool.items() if number in people}
    names = accounts.names([pick.account_id for pick in picks])
    scale = HUNDRED / found.matches.full
    return _Ground(pool, people, by_hand, said, frozenset(wanted), frozenset(barred), names, scale)


def _pool(found: Suggestions, of_a_sector: int, wanted: set[int]) -> dict[int, Suggestion]:
    """Return the best of each sector that are more than chance, and those who are wanted anyway, by id."""
    sectors, taken = queries.sectors(), dict.fromkeys(Sector, 0)
    pool = {}
    for one in found.matches.suggestions:
        sector = sectors.get(one.actor_id)
        good = suggesting.whole(one, found.matches) >= LEAST
        if one.actor_id in wanted:
            pool[one.actor_id] = one
        elif good and sector is not None and taken[sector] < of_a_sector:
            taken[sector] += 1
            pool[one.actor_id] = one
    return pool


def _candidates(ground: _Ground) -> list[Candidate]:
    from compass.teams import Candidate  # noqa: PLC0415 - brings numpy, which only a team needs

    ids = sorted({*ground.pool, *ground.wanted})
    houses, seats = reaching.houses(ids), suggesting.seats(ids)
    words = {number: suggesting.terms(one) for number, one in ground.pool.items()}
    return [
        Candidate(
            number,
            ground.people[number].sector.value,
            ground.points(number),
            {term: part * ground.scale for term, part in words.get(number, {}).items()},
            houses[number],
            seats.get(number, 0),
            ground.people[number].marked,
        )
        for number in ids
    ]


def _page(chosen: Team, ground: _Ground, art: str) -> TeamPage:
    order = {sector: place for place, sector in enumerate(SECTORS)}
    seats = sorted(
        (_seat(one, ground) for one in chosen.members),
        key=lambda one: (order[one.person.sector.value], -one.points, one.person.id),
    )
    first = [(ground.people[number], round(ground.points(number))) for number in chosen.first]
    return TeamPage(
        seats,
        _balance(chosen),
        chosen.empty,
        first,
        first_points=sum(number for _, number in first[: len(seats)]),
        points=sum(one.points for one in seats),
        quota_points=max(0, round(chosen.quota_cost)),
        out=_out(ground),
        variant=art,
        distance=chosen.distance,
        wanted=len(seats) + sum(chosen.gaps.values()) + chosen.empty,
        chosen=frozenset(one.id for one in chosen.members),
    )


def _balance(chosen: Team) -> list[SectorSeats]:
    has = [one.sector for one in chosen.members]
    return [
        SectorSeats(sector.value, word, here := has.count(sector.value), here + chosen.gaps.get(sector.value, 0))
        for sector, word in SECTOR_WORDS.items()
    ]


def _seat(one: Member, ground: _Ground) -> Seat:
    words = sorted(one.brings, key=lambda word: not word[:1].isupper())[:2]
    brings = f"bringt {' und '.join(words)}" if words else "kein Beleg, von Hand gesetzt"
    by_hand = ground.decided(one.id)
    decided = by_hand or ("hat zugesagt" if one.locked else "")
    return Seat(ground.people[one.id], round(ground.points(one.id)), brings, bool(by_hand), decided)


def _out(ground: _Ground) -> list[Out]:
    """Return who is kept out, by name."""
    found = [
        Out(person, ground.decided(number) or NOT_IN[ground.said[number].state], number in ground.by_hand)
        for number, person in ground.people.items()
        if number in ground.barred and (number in ground.by_hand or number in ground.said)
    ]
    return sorted(found, key=lambda one: (one.person.name, one.person.id))
