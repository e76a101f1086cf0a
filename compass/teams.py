"""A team, not a list: who of the suggested people fills k seats so that all sectors, and many words of the task, have someone.

Greedy choice (J. Carbonell, J. Goldstein, "The use of MMR", SIGIR 1998; lower bounds first, then M. Fisher, G. Nemhauser,
L. Wolsey, "Submodular set functions II", 1978: with quotas greedy keeps half of the best cover). A seat goes to

    argmax over a of  m S'(a) - (1-m) max over b in A of sim(a, b) + u need(sector(a)) + c newcover(a) - e load(a)

    S'(a)        S(q, a) divided by the highest S of all candidates, 0..1
    sim(a, b)    cosine of the evidence per term, plus 0.5 when both belong to one organisation, 0..1.5
    need(s)      max(0, lo_s - n_s) / lo_s, 0..1
    newcover(a)  sum over terms t of v_t max(0, w(t, a) - max over b in A of w(t, b)); w is the term's part of S(q, a) on
                 the scale of S', so the weight of t in the task is in it already and v_t = 1
    load(a)      seats already held in open work / 3

Only sectors count that keep the rest possible: n_s < hi_s, and the unmet lower bounds fit into the seats that are left. A
sector without candidates keeps its seats empty: they are named as a gap. "Eingespielt" and "neue Brücken": among equal
covers the set with the smallest or largest sum of shortest paths (T. Lappas, K. Liu, E. Terzi, "Finding a team of experts
in social networks", KDD 2009), found by exchanging two people of one sector as long as that helps. Pure: no database.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Flags = NDArray[np.bool_]

RELEVANCE: Final = 0.7
NEED: Final = 0.3
COVER: Final = 0.3
LOAD: Final = 0.1
SAME_HOUSE: Final = 0.5
FULL_LOAD: Final = 3
KEPT: Final = 0.9
"""An exchange for the sake of the ties may take so little from the team's sum of S (ours, not measured)."""
HAIR: Final = 1e-9
WORDS: Final = 3


class Variant(enum.StrEnum):
    """Wie sich ein Team kennen soll: not asked, people near each other in the network, people far from each other."""

    ANY = "any"
    SETTLED = "settled"
    BRIDGES = "bridges"


@dataclass(frozen=True)
class Candidate:
    """Kandidat*in: id, sector, S(q, a) of any sign, its part per term (> 0), the organisations it belongs to, open seats.

    `apart` marks politics and city-owned companies: they never fill a seat.
    """

    id: int
    sector: str
    score: float
    terms: Mapping[str, float] = field(default_factory=dict)
    houses: frozenset[int] = frozenset()
    seats: int = 0
    apart: bool = False


@dataclass(frozen=True)
class Wish:
    """What is asked for: k seats (>= 1), per sector (lo, hi) with 0 <= lo <= hi, who is in for sure, who is not.

    Whoever is locked and excluded is excluded. `floor`: a candidate at or below it is chance and fills no seat.
    """

    seats: int
    quotas: Mapping[str, tuple[int, int]]
    locked: frozenset[int] = frozenset()
    excluded: frozenset[int] = frozenset()
    variant: Variant = Variant.ANY
    floor: float = 0.0

    def __post_init__(self) -> None:
        """Raise ValueError for what cannot be meant."""
        if self.seats < 1 or any(not 0 <= lo <= hi for lo, hi in self.quotas.values()):
            raise ValueError("seats must be >= 1 and 0 <= lo <= hi in every sector")
        if sum(lo for lo, _ in self.quotas.values()) > self.seats:
            raise ValueError("the lower bounds need more seats than there are")


@dataclass(frozen=True)
class Member:
    """Mitglied eines Teams: `brings` are its strongest terms, first those in which nobody of the team has more."""

    id: int
    sector: str
    score: float
    locked: bool
    brings: tuple[str, ...]
    leads: tuple[str, ...]


@dataclass(frozen=True)
class Team:
    """Team: members in the order of choice, seats per sector that nobody can fill, further empty seats, who is locked apart.

    `first` are the best k by S alone. `cost` (>= 0) is what their first ones have more than the team in the sum of S,
    `quota_cost` the part that goes back to the quotas: the sum of the same choice without any, minus the team's.
    `distance` is the sum of shortest paths inside, None when it was not asked for.
    """

    members: tuple[Member, ...]
    gaps: Mapping[str, int]
    empty: int
    beside: tuple[int, ...]
    first: tuple[int, ...]
    cost: float
    quota_cost: float
    distance: float | None = None


def usual_quotas(sectors: Sequence[str], seats: int) -> dict[str, tuple[int, int]]:
    """Return the default: one to half of the seats (rounded up) from every sector; fewer seats than sectors ask for none."""
    least = 1 if seats >= len(sectors) else 0
    return {sector: (least, math.ceil(seats / 2)) for sector in sectors}


def choose(candidates: Sequence[Candidate], wish: Wish, hops: Matrix | None = None) -> Team:
    """Return the team of a wish; the order of the candidates means nothing (ties go to the smaller id).

    `hops` (n x n, symmetric, inf where there is no way) holds shortest paths between candidates in their given order; it
    is needed for a variant. Raises ValueError for an id that comes twice and for more locked people than seats.
    Costs O(k n (k + terms)); an exchange k n more for each step.
    """
    order = sorted(range(len(candidates)), key=lambda place: candidates[place].id)
    people = _People([candidates[place] for place in order], wish)
    if len(people.locked) > wish.seats:
        raise ValueError("more locked people than seats")
    chosen = people.greedy(wish.quotas)
    free = people.greedy({})
    distance = None
    if hops is not None and wish.variant is not Variant.ANY:
        near = _filled(hops[np.ix_(order, order)])
        chosen = people.exchanged(chosen, near if wish.variant is Variant.SETTLED else -near)
        distance = float(near[np.ix_(chosen, chosen)].sum() / 2)
    return people.team(chosen, free, distance)


def _filled(hops: Matrix) -> Matrix:
    """Return the matrix with no way counted as one step more than the longest way."""
    known = hops[np.isfinite(hops)]
    longest = float(known.max()) if known.size else 0.0
    return np.where(np.isfinite(hops), hops, longest + 1)


class _People:
    """Candidates in the order of their ids, as arrays: n people, T terms."""

    def __init__(self, people: Sequence[Candidate], wish: Wish) -> None:
        if len({one.id for one in people}) < len(people):
            raise ValueError("an id comes twice")
        self.people, self.wish = people, wish
        terms = sorted({term for one in people for term in one.terms})
        self.terms, column = terms, {term: at for at, term in enumerate(terms)}
        self.scores = np.array([one.score for one in people], dtype=float)
        top = max(float(self.scores.max(initial=0.0)), HAIR)
        self.evidence = np.zeros((len(people), len(terms)))
        for row, one in enumerate(people):
            for term, value in one.terms.items():
                self.evidence[row, column[term]] = max(0.0, value) / top
        self.relevance = np.clip(self.scores, 0.0, None) / top
        self.load = np.array([one.seats / FULL_LOAD for one in people])
        self.similar = self._similar()
        barred = [one.id in wish.excluded or one.apart for one in people]
        self.may = [at for at, one in enumerate(people) if one.score > wish.floor and not barred[at]]
        self.locked = [at for at, one in enumerate(people) if one.id in wish.locked and not barred[at]]
        self.beside = [one.id for one in people if one.apart and one.id in wish.locked - wish.excluded]

    def _similar(self) -> Matrix:
        """Return sim of all pairs, n x n."""
        norms = np.linalg.norm(self.evidence, axis=1)
        unit = self.evidence / np.where(norms > 0, norms, 1.0)[:, None]
        similar = unit @ unit.T
        for a, one in enumerate(self.people):
            for b, other in enumerate(self.people):
                if a != b and one.houses & other.houses:
                    similar[a, b] += SAME_HOUSE
        return similar

    def greedy(self, quotas: Mapping[str, tuple[int, int]]) -> list[int]:
        """Return the places of who is chosen, the locked first, then in the order of choice."""
        chosen = list(self.locked)
        while len(chosen) < self.wish.seats:
            open_to = self._open_to(chosen, quotas)
            wanted = [at for at in self.may if at not in chosen and self.people[at].sector in open_to]
            if not wanted:
                break
            worth = self._worth(chosen, open_to).round(12).tolist()
            chosen.append(max(wanted, key=lambda at: (worth[at], -at)))
        return chosen

    def _open_to(self, chosen: Sequence[int], quotas: Mapping[str, tuple[int, int]]) -> dict[str, float]:
        """Return the sectors that may get the next seat, each with its need: the rest stays possible."""
        has = [self.people[at].sector for at in chosen]
        left = self.wish.seats - len(chosen)
        unmet = {sector: max(0, lo - has.count(sector)) for sector, (lo, _) in quotas.items()}
        found = {}
        for sector in {one.sector for one in self.people}:
            lo, hi = quotas.get(sector, (0, self.wish.seats))
            lacking = unmet.get(sector, 0)
            if has.count(sector) < hi and (lacking or sum(unmet.values()) < left):
                found[sector] = lacking / lo if lo else 0.0
        return found

    def _worth(self, chosen: Sequence[int], need: Mapping[str, float]) -> Matrix:
        """Return what each would be worth on the next seat, n values."""
        alike, covered = np.zeros(len(self.people)), np.zeros(len(self.terms))
        if chosen:
            alike, covered = self.similar[:, chosen].max(axis=1), self.evidence[chosen].max(axis=0)
        newcover = np.clip(self.evidence - covered, 0.0, None).sum(axis=1)
        needed = np.array([need.get(one.sector, 0.0) for one in self.people])
        value: Matrix = RELEVANCE * self.relevance - (1 - RELEVANCE) * alike + NEED * needed + COVER * newcover
        return value - LOAD * self.load

    def exchanged(self, chosen: Sequence[int], distance: Matrix) -> list[int]:
        """Return a team of the same sectors and cover whose sum of distances is locally the smallest."""
        now = list(chosen)
        cover = self._cover(now)
        least = KEPT * float(self.relevance[now].sum())
        while (step := self._step(now, distance, cover, least)) is not None:
            now[step[0]] = step[1]
        return now

    def _cover(self, some: Sequence[int]) -> Flags:
        covered: Flags = np.any(self.evidence[some] > 0, axis=0)
        return covered

    def _step(self, now: list[int], distance: Matrix, cover: Flags, least: float) -> tuple[int, int] | None:
        """Return the exchange that shortens the ways most as (place in the team, who comes), None without one."""
        best, found = -HAIR, None
        for place, goes in enumerate(now):
            if goes in self.locked:
                continue
            rest = now[:place] + now[place + 1 :]
            lacking = cover & ~self._cover(rest)
            sector, kept = self.people[goes].sector, float(self.relevance[rest].sum())
            for comes in self.may:
                if comes in now or self.people[comes].sector != sector or kept + self.relevance[comes] < least - HAIR:
                    continue
                change = float(distance[comes, rest].sum() - distance[goes, rest].sum())
                if change < best - HAIR and (self.evidence[comes][lacking] > 0).all():
                    best, found = change, (place, comes)
        return found

    def team(self, chosen: Sequence[int], free: Sequence[int], distance: float | None) -> Team:
        """Put the result into words and sums."""
        has = [self.people[at].sector for at in chosen]
        gaps = {
            sector: lo - has.count(sector) for sector, (lo, _) in self.wish.quotas.items() if has.count(sector) < lo
        }
        listed = sorted({*self.may, *self.locked}, key=lambda at: (-self.scores[at], self.people[at].id))
        total = math.fsum(self.scores[chosen])
        return Team(
            members=tuple(self._member(at, chosen) for at in chosen),
            gaps=gaps,
            empty=self.wish.seats - len(chosen) - min(sum(gaps.values()), self.wish.seats - len(chosen)),
            beside=tuple(self.beside),
            first=tuple(self.people[at].id for at in listed[: self.wish.seats]),
            cost=max(0.0, math.fsum(self.scores[listed[: len(chosen)]]) - total),
            quota_cost=math.fsum(self.scores[free[: len(chosen)]]) - total,
            distance=distance,
        )

    def _member(self, at: int, chosen: Sequence[int]) -> Member:
        one, mine, best = self.people[at], self.evidence[at], self.evidence[chosen].max(axis=0)
        strong = sorted(np.flatnonzero(mine > 0), key=lambda t: (-mine[t], self.terms[t]))
        leads = [t for t in strong if mine[t] >= best[t] - HAIR]
        brings = [*leads, *(t for t in strong if t not in leads)][:WORDS]
        words = tuple(self.terms[t] for t in brings), tuple(self.terms[t] for t in leads)
        return Member(one.id, one.sector, one.score, at in self.locked, *words)


def feasible(candidates: Collection[Candidate], wish: Wish) -> bool:
    """Tell whether the quotas can hold: every lower bound has people, and who is locked leaves room for them."""
    may = [
        one
        for one in candidates
        if not one.apart and one.id not in wish.excluded and (one.score > wish.floor or one.id in wish.locked)
    ]
    locked = [one.sector for one in may if one.id in wish.locked]
    unmet = 0
    for sector, (lo, hi) in wish.quotas.items():
        if sum(one.sector == sector for one in may) < lo or locked.count(sector) > hi:
            return False
        unmet += max(0, lo - locked.count(sector))
    return unmet <= wish.seats - len(locked)
