"""Gleiche Anteile: a fixed budget is spent so that every group of people decides about its own share of it.

Method of Equal Shares: D. Peters, G. Skowron, Proportionality and the Limits of Welfarism, EC 2020; D. Peters,
G. Pierczynski, P. Skowron, Proportional Participatory Budgeting with Additive Utilities, NeurIPS 2021. Each of n people
holds budget / n. A project is rho-affordable when its supporters can pay for it and nobody pays more than rho for a unit
of worth: sum over supporters of min(money left, rho * worth) = cost. The one with the lowest rho is bought, its supporters
pay, and so on. Money that is left completes the list: greedily, or by raising everybody's share step by step (Add1).

Tie rule (published beforehand): of the same rho, the project that stands first in the list is bought first. Amounts are
fractions of the budget's unit, so that no rounding decides.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Project:
    """Was Geld kostet: a key and its cost (> 0, whole units)."""

    key: str
    cost: int


class Worth(enum.StrEnum):
    """Was ein Projekt für die wert ist, die es wollen: its cost, one, or the points they gave it."""

    COST = "cost"
    ONE = "one"
    POINTS = "points"


@dataclass(frozen=True)
class Bought:
    """Ein bezahltes Projekt: rho (money for a unit of worth), and what each supporter paid, by place in the ballots."""

    project: Project
    rho: Fraction
    paid: Mapping[int, Fraction]


@dataclass(frozen=True)
class Outcome:
    """Was gekauft wird, in der Reihenfolge, und was jede Person übrig behält."""

    bought: tuple[Bought, ...]
    left: tuple[Fraction, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The bought projects' keys, in the order they were bought."""
        return tuple(one.project.key for one in self.bought)

    @property
    def cost(self) -> int:
        """What the bought projects cost together."""
        return sum(one.project.cost for one in self.bought)


Ballots = Sequence[Mapping[str, int]]
"""One mapping a person: points (> 0) by project; what is not in it is not supported."""


def equal_shares(budget: int | Fraction, projects: Sequence[Project], ballots: Ballots, worth: Worth) -> Outcome:
    """Return what is bought before any completion; ValueError without people or with a cost below 1."""
    if not ballots or any(project.cost < 1 for project in projects):
        raise ValueError("equal shares need people, and projects that cost something")
    left = [Fraction(budget) / len(ballots)] * len(ballots)
    bought: list[Bought] = []
    rest = list(projects)
    while rest:
        offers = [(rho, project) for project in rest if (rho := _rho(project, ballots, left, worth)) is not None]
        if not offers:
            break
        rho, project = min(offers, key=lambda offer: offer[0])
        paid = {
            place: min(left[place], rho * _worth(project, ballot, worth))
            for place, ballot in enumerate(ballots)
            if ballot.get(project.key)
        }
        for place, amount in paid.items():
            left[place] -= amount
        bought.append(Bought(project, rho, paid))
        rest.remove(project)
    return Outcome(tuple(bought), tuple(left))


def _worth(project: Project, ballot: Mapping[str, int], worth: Worth) -> int:
    """Return what a project is worth to one supporter."""
    return {Worth.COST: project.cost, Worth.ONE: 1, Worth.POINTS: ballot.get(project.key, 0)}[worth]


def _rho(project: Project, ballots: Ballots, left: Sequence[Fraction], worth: Worth) -> Fraction | None:
    """Return the lowest rho at which the supporters can pay; None where they have too little together.

    Who runs dry first (least money for a unit of worth) pays all; the others share the rest by worth.
    """
    purses = sorted(
        (left[place] / _worth(project, ballot, worth), left[place], _worth(project, ballot, worth))
        for place, ballot in enumerate(ballots)
        if ballot.get(project.key)
    )
    open_cost, units = Fraction(project.cost), sum(purse[2] for purse in purses)
    for dry_at, money, unit in purses:
        rho = open_cost / units
        if rho <= dry_at:
            return rho
        open_cost, units = open_cost - money, units - unit
    return None


def raised(budget: int, projects: Sequence[Project], ballots: Ballots, worth: Worth, step: int = 1) -> Outcome:
    """Return equal shares completed by Add1: everybody's share grows by `step` while what is bought still fits the budget.

    The money above a share is only counted, never spent: the last outcome that costs at most `budget` holds.
    """
    best, virtual = equal_shares(budget, projects, ballots, worth), budget
    wanted = {project.key for project in projects if any(ballot.get(project.key) for ballot in ballots)}
    while set(best.keys) != wanted:
        virtual += step * len(ballots)
        following = equal_shares(virtual, projects, ballots, worth)
        if following.cost > budget:
            break
        best = following
    return best


def greedy(budget: int, projects: Sequence[Project], ballots: Ballots, before: Sequence[str] = ()) -> tuple[str, ...]:
    """Return what CONSUL buys: by number of supporters, each that still fits; `before` is bought already and stays first.

    Nobody's choice is added, and of equal support the one that stands first in the list comes first.
    """
    support = {one.key: sum(1 for ballot in ballots if ballot.get(one.key)) for one in projects}
    chosen = list(before)
    left = budget - sum(one.cost for one in projects if one.key in before)
    for one in sorted(projects, key=lambda project: -support[project.key]):
        if one.key not in chosen and support[one.key] and one.cost <= left:
            chosen.append(one.key)
            left -= one.cost
    return tuple(chosen)
