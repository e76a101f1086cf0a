"""Brücke: whether all sectors agree, or one is outvoted; computed only from the counts that may be kept of sectors.

Groups are the four known sectors, so no clusters need to be guessed. Pages say only the sentence, never a figure: a
figure beside the stones of all could be worked back.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from dialogues.agreement.measures import Counts
from dialogues.agreement.verdicts import Verdict, verdict

Part = TypeVar("Part")
PRIOR = 0.5
LEAST = 2
"""Parts that a bridge needs."""
HALF = Fraction(1, 2)
SURE = 1.2816
"""z from which on a difference is no accident in nine of ten cases (one-sided)."""
ACROSS, BETWEEN = 0.14, 0.5
"""eta2 up to which a split goes across the sectors, and from which on it lies between them.

From 0.14 on an effect is called large: Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 8.2.
"""


class Bridge(enum.StrEnum):
    """Was die Bereiche miteinander sagen."""

    ALL_FOR = "all_for"
    ALL_AGAINST = "all_against"
    OUTVOTED = "outvoted"
    ACROSS = "across"
    BETWEEN = "between"


def group_aware(parts: Sequence[tuple[int, int, int]]) -> float | None:
    """Return consensus across groups, 0 to 1, for (agree, disagree, n) of each; None without a group.

    Geometric mean of a(1 - d) with a = (agree + 0.5) / (n + 1) and d likewise: the geometric mean keeps it from falling
    with the number of groups, 1 - d counts rejection. Source: Small and others (2021), Polis: Scaling Deliberation by
    Mapping High Dimensional Opinion Spaces (group-aware consensus); prior, rejection and mean as proposed in
    polis-community/red-dwarf, issue 120.
    """
    if not parts:
        return None
    each = [(agree + PRIOR) / (n + 1) * (1 - (against + PRIOR) / (n + 1)) for agree, against, n in parts]
    return math.prod(each) ** (1 / len(each))


def support(counts: Counts) -> Fraction:
    """Return (agree + 1) / (n + 2), 0 to 1: the share that agrees, drawn to one half where stones are few (Laplace)."""
    return Fraction(counts.up + 1, counts.n + 2)


def proportion(said: int, n: int) -> float:
    """Return z of one share against one half, with one more in both: above SURE it is no accident. n >= 0.

    2 sqrt(n + 1) ((said + 1) / (n + 1) - 0.5). Source: Small and others (2021), representative comments of Polis.
    """
    return 2 * math.sqrt(n + 1) * ((said + 1) / (n + 1) - 0.5)


def two_proportions(first: tuple[int, int], second: tuple[int, int]) -> float:
    """Return z of two shares (said, n) against each other, pooled, every count with one more; 0 where all said the same.

    Source: Small and others (2021), as above; the pooled test itself: Fisher (1925).
    """
    (said, n), (said_there, n_there) = ((a + 1, b + 1) for a, b in (first, second))
    pooled = (said + said_there) / (n + n_there)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / n_there))
    return (said / n - said_there / n_there) / spread if spread else 0.0


def _is_own_view(counts: Counts, others: Counts, *, agrees: bool) -> bool:
    """Tell whether a part's dissent is more than an accident: against one half, and against the other parts."""
    said, there = (counts.down, others.down) if agrees else (counts.up, others.up)
    return proportion(said, counts.n) > SURE and two_proportions((said, counts.n), (there, others.n)) > SURE


def eta2(parts: Sequence[Sequence[float]]) -> float | None:
    """Return the share of all spread that lies between the groups, 0 (within) to 1 (between); None without any spread.

    parts are the stones of each group as numbers, tar 1 to gold 5. Sum of squares between groups by total sum of squares;
    source: Fisher (1925), Statistical Methods for Research Workers, chapter 7 (correlation ratio).
    """
    every = [stone for part in parts for stone in part]
    if not every:
        return None
    mean = math.fsum(every) / len(every)
    total = math.fsum((stone - mean) ** 2 for stone in every)
    between = math.fsum(len(part) * (math.fsum(part) / len(part) - mean) ** 2 for part in parts if part)
    return between / total if total else None


def laid(counts: Counts) -> list[int]:
    """Return the stones as numbers, tar 1 to gold 5."""
    return [5 - place for place, count in enumerate(counts.stones) for _ in range(count)]


def bridge(whole: Counts, parts: Mapping[Part, Counts]) -> tuple[Bridge | None, tuple[Part, ...]]:
    """Return what the parts say together, and which of them see it otherwise than all; None where it cannot be said."""
    found = verdict(whole)
    if len(parts) < LEAST or found is Verdict.TOO_FEW:
        return None, ()
    if found is Verdict.SPLIT:
        return _of_camps(list(parts.values())), ()
    if whole.up == whole.down:
        return None, ()
    agrees = whole.up > whole.down
    side = {name: support(counts) for name, counts in parts.items()}
    others = tuple(name for name, share in side.items() if share != HALF and (share > HALF) is not agrees)
    if not others:
        return (_everybody(list(parts.values()), agrees=agrees) if HALF not in side.values() else None), ()
    if all(_is_own_view(parts[name], _without(parts, name), agrees=agrees) for name in others):
        return Bridge.OUTVOTED, others
    return None, ()


def _everybody(parts: Sequence[Counts], *, agrees: bool) -> Bridge | None:
    """Say that all parts are of one side where consensus across them is above one half; None below."""
    sides = [(one.up, one.down, one.n) if agrees else (one.down, one.up, one.n) for one in parts]
    if (group_aware(sides) or 0) <= HALF:
        return None
    return Bridge.ALL_FOR if agrees else Bridge.ALL_AGAINST


def _without(parts: Mapping[Part, Counts], name: Part) -> Counts:
    """Return the stones of all parts but one."""
    rest = [counts.stones for other, counts in parts.items() if other != name]
    return Counts(*(sum(kind) for kind in zip(*rest, strict=True)))


def _of_camps(parts: Sequence[Counts]) -> Bridge | None:
    """Tell whether two camps go across the parts or lie between them; None in between."""
    share = eta2([laid(counts) for counts in parts])
    if share is None or ACROSS < share < BETWEEN:
        return None
    return Bridge.ACROSS if share <= ACROSS else Bridge.BETWEEN
