"""Reihung: points that people spread over a list become an order, with the spread over sectors and Borda beside it.

Everything is computed in whole numbers and fractions, so no rounding decides a place. Nothing here reads a database.

Sum of points (cumulative voting; J. Sawyer, D. MacRae, Game Theory and Cumulative Voting in Illinois, APSR 56 (1962):
936-946): each person spreads a fixed number of points; what has the most comes first. It shows how much something matters,
and one person may put everything on one thing. Borda beside it asks only for the order on each
phone (J.-C. de Borda, Mémoire sur les élections au scrutin, 1781), so that nobody can shout: where both give the same
first places, the order holds; where they differ, the page says so. Ties on one phone get average ranks, as in
P. Gärdenfors, Positionalist voting functions, Theory and Decision 4 (1973): 1-24.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

FEWEST = 5
"""People of a sector from which on anything is said about it: fewer could be known."""
MUCH, LITTLE = Fraction(5, 4), Fraction(3, 4)
"""Times the usual number of points from which on a sector gave much, and up to which it gave little."""
NORMAL_95 = 1.959963984540054
"""The 97.5 % point of the normal distribution."""
KeyT = TypeVar("KeyT", bound=Hashable)


class TieRule(enum.StrEnum):
    """Wer bei gleicher Summe vorn steht; published before anybody gives a point."""

    BREADTH = "breadth"
    BORDA = "borda"
    SHARED = "shared"


TIE_WORDS = {
    TieRule.BREADTH: "Bei gleicher Summe steht vorn, wofür mehr Menschen Punkte gegeben haben.",
    TieRule.BORDA: "Bei gleicher Summe steht vorn, was auf den Telefonen öfter vor anderem steht (Borda).",
    TieRule.SHARED: "Bei gleicher Summe gilt derselbe Platz.",
}
STILL_TIED = "Ist auch das gleich, gilt derselbe Platz. Geschrieben wird dann in der Reihenfolge der Liste."


@dataclass(frozen=True)
class Tally:
    """Was eine Sache bekam: how many people (values, > 0) gave it how many points (keys, >= 0; a zero counts as taking part)."""

    people: Mapping[int, int]

    @property
    def n(self) -> int:
        """How many people took part."""
        return sum(self.people.values())

    @property
    def total(self) -> int:
        """The sum of points."""
        return sum(points * number for points, number in self.people.items())

    @property
    def givers(self) -> int:
        """How many people gave at least one point."""
        return sum(number for points, number in self.people.items() if points)

    @property
    def all_alike(self) -> bool:
        """Whether all gave the same number of points, so that everybody's is known; also when nobody took part."""
        return sum(1 for number in self.people.values() if number) <= 1


def merged(tallies: Iterable[Tally]) -> Tally:
    """Return the tally of several groups of people together."""
    people: dict[int, int] = {}
    for tally in tallies:
        for points, number in tally.people.items():
            people[points] = people.get(points, 0) + number
    return Tally(people)


def borda(points: Mapping[KeyT, int]) -> dict[KeyT, int]:
    """Return twice the Borda points of each thing on one phone, 0 to 2 (m - 1) for m things.

    A thing gets two for each one it stands before and one for each it shares its place with: average ranks, doubled to
    stay whole. All together get m (m - 1), whatever was spread.
    """
    given = list(points.values())
    return {
        key: 2 * sum(other < own for other in given) + sum(other == own for other in given) - 1
        for key, own in points.items()
    }


@dataclass(frozen=True)
class Contender:
    """Eine Sache auf der Liste: its key, what all gave it, twice its Borda points (sum over all phones)."""

    key: int
    tally: Tally
    borda: int


@dataclass(frozen=True)
class Place:
    """Platz in der Reihung: the rank by points and the one by Borda (1 is first, shared ranks leave a gap: 1, 2, 2, 4).

    `shared`: another one has the same rank. `by_rule`: another one has the same sum, and the tie rule set them apart.
    """

    contender: Contender
    rank: int
    borda_rank: int
    shared: bool
    by_rule: bool


def order(contenders: Sequence[Contender], rule: TieRule) -> tuple[Place, ...]:
    """Return the places, the first first; what still shares a rank keeps the order in which it was given."""
    marks = [(one.tally.total, _second(one, rule)) for one in contenders]
    totals, bordas = [total for total, _ in marks], [one.borda for one in contenders]
    places = [
        Place(
            one,
            1 + sum(other > mark for other in marks),
            1 + sum(other > one.borda for other in bordas),
            shared=marks.count(mark) > 1,
            by_rule=totals.count(mark[0]) > marks.count(mark),
        )
        for one, mark in zip(contenders, marks, strict=True)
    ]
    return tuple(sorted(places, key=lambda place: place.rank))


def _second(one: Contender, rule: TieRule) -> int:
    """Return what decides between equal sums."""
    return {TieRule.BREADTH: one.tally.givers, TieRule.BORDA: one.borda, TieRule.SHARED: 0}[rule]


def agreeing(places: Sequence[Place]) -> bool:
    """Tell whether Borda puts nothing before another that points put behind it (ties on either side do not disagree)."""
    return all(one.borda_rank <= other.borda_rank for one in places for other in places if one.rank < other.rank)


class Level(enum.StrEnum):
    """Wie viel ein Sektor gab, gemessen an dem, was üblich war."""

    MUCH = "much"
    SOME = "some"
    LITTLE = "little"


def level(tally: Tally, usual: Fraction) -> Level:
    """Return how a group's points for one thing compare with `usual`: points a person gave a thing on average, over all."""
    each = Fraction(tally.total, tally.n) if tally.n else Fraction(0)
    if each >= MUCH * usual and each:
        return Level.MUCH
    return Level.LITTLE if each <= LITTLE * usual else Level.SOME


def usual(tallies: Sequence[Tally]) -> Fraction:
    """Return the points a person gave a thing on average; 0 where nobody took part."""
    people = sum(tally.n for tally in tallies)
    return Fraction(sum(tally.total for tally in tallies), people) if people else Fraction(0)


def said(levels: Mapping[str, Level]) -> str:
    """Return the spread over sectors (names with their levels) in words; empty for fewer than two sectors."""
    if len(levels) < 2:  # noqa: PLR2004 - one sector beside the whole says nothing about a spread
        return ""
    words = {Level.MUCH: "viele", Level.SOME: "etwa gleich viele", Level.LITTLE: "wenige"}
    found = set(levels.values())
    if len(found) == 1:
        return f"In allen gezeigten Bereichen {words[found.pop()]} Punkte."
    groups = {one: [name for name, given in levels.items() if given is one] for one in (Level.MUCH, Level.LITTLE)}
    return " ".join(f"{words[one].capitalize()} Punkte aus: {listed(names)}." for one, names in groups.items() if names)


def listed(names: Sequence[str]) -> str:
    """Return names as one says them: "A, B und C"; at least one."""
    return " und ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def showable(parts: Mapping[KeyT, Sequence[Tally]], *, never: Collection[KeyT] = ()) -> frozenset[KeyT]:
    """Return the groups of people about whom something may be said; `parts` are all who took part, a tally a thing.

    Nothing under five people, and nothing where all gave a thing the same. What is held back must satisfy both as a
    whole too, and be two groups at least: else it would follow by subtraction from the sum of all. The smallest group
    joins until that holds; without a safe rest nothing is shown. `never` are groups that have no name of their own
    (no sector chosen): they are never shown, and need no second one beside them. Source: as in agreement/cells.py.
    """
    there = {key: tallies for key, tallies in parts.items() if tallies and tallies[0].n}
    shown = {key for key in there if key not in never and _safe([there[key]])}
    while shown:
        hidden = there.keys() - shown
        alone = len(hidden) == 1 and not hidden <= set(never)
        if not hidden or (not alone and _safe([there[key] for key in hidden])):
            break
        shown.remove(min(shown, key=lambda key: (there[key][0].n, str(key))))
    return frozenset(shown)


def _safe(groups: Sequence[Sequence[Tally]]) -> bool:
    """Tell whether people of these groups, taken together, cannot be told apart."""
    whole = [merged(column) for column in zip(*groups, strict=True)]
    return all(tally.n >= FEWEST and not tally.all_alike for tally in whole)


def wilson(up: int, n: int) -> float:
    """Return the lower end of the 95 % interval for a share of `up` in `n` >= 1, 0 to 1; sorts support with few voices fairly.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927): 209-212.
    """
    share, square = up / n, NORMAL_95**2
    middle = share + square / (2 * n)
    width = NORMAL_95 * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    return (middle - width) / (1 + square / n)


def confidence(up: int, down: int) -> Fraction:
    """Return CONSUL's "confidence" of supports and rejections, up + down >= 1: (up - down) * share of up * 100.

    Only for comparison with results of that platform: it grows with the number of voices, so it is popularity.
    """
    return Fraction((up - down) * up * 100, up + down)


def routing(agreed: int, passed: int, seen: int, extremity: float) -> float:
    """Return how soon Polis shows a statement next (`math/conversation.clj`); counts of one statement, extremity >= 0.

    Only for comparison: it decides what is asked, not what is wanted. Higher comes sooner; few views weigh up to nine times.
    """
    importance = (1 - (passed + 1) / (seen + 2)) * (extremity + 1) * ((agreed + 1) / (seen + 2))
    return (importance * (1 + 8 * 2 ** (-seen / 5))) ** 2
