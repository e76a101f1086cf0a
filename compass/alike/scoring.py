"""How likely two descriptions mean the same one, with the reasons in words; pure arithmetic.

Each piece of evidence has a probability p; together they give 1 - prod(1 - p), as if independent. The likeness of names is
rapidfuzz' normalised indel ratio over sorted words, at most NOT_THE_SAME when a single word has no partner.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from compass.alike.names import Name
from compass.models import ActorKind

SHOWN: Final = 0.6
"""From this score on somebody is told."""
SAME: Final = 0.985
NEARLY: Final = 0.9
ALIKE: Final = 0.8
STRANGERS: Final = 0.5
PARTNER: Final = 0.75
NOT_THE_SAME: Final = 0.79
INITIAL: Final = 0.92
NUMBER: Final = re.compile(r"\d+")
CHANCE: Final = {"e": (0.9, 0.7, 0.5), "p": (0.8, 0.55, 0.5), "h": (0.5, 0.2, 0.0)}
"""Evidence of the same e-mail, phone, host: names alike, names of strangers, one a person and the other none."""
REASONS: Final = {"e": "gleiche E-Mail-Adresse", "p": "gleiche Telefonnummer", "h": "gleiche Adresse im Netz"}


def likeness(first: Name, second: Name) -> float:
    """Return how alike two names are, in [0, 1]."""
    if not first.words or not second.words:
        return 0.0
    if first == second:
        return 1.0
    if NUMBER.findall(first.line) != NUMBER.findall(second.line):
        return min(NOT_THE_SAME, fuzz.ratio(first.line, second.line) / 100)
    initials = _initials(first.words, second.words)
    if initials is not None:
        return initials
    plain = max(fuzz.ratio(first.line, second.line), fuzz.ratio(first.squashed, second.squashed)) / 100
    few, many = sorted((first.words, second.words), key=len)
    if len(few) == len(many) and any(_partner(word, many) < PARTNER for word in few):
        return min(plain, NOT_THE_SAME)
    return float(plain)


def may_be_near(first: Name, second: Name) -> bool:
    """Tell whether two names may be NEARLY alike or more: what else there is to ask of them costs ten times as much."""
    return bool(
        first.has_initial
        or second.has_initial
        or fuzz.ratio(first.line, second.line, score_cutoff=100 * NEARLY)
        or fuzz.ratio(first.squashed, second.squashed, score_cutoff=100 * NEARLY)
    )


def _partner(word: str, others: tuple[str, ...]) -> float:
    return max(JaroWinkler.similarity(word, other) for other in others)


def _initials(first: tuple[str, ...], second: tuple[str, ...]) -> float | None:
    """Return INITIAL when one letter of one name begins the only word that the other has besides, else None."""
    only, other = [w for w in first if w not in second], [w for w in second if w not in first]
    shared = len(first) > len(only)
    if shared and len(only) == len(other) == 1 and only[0][0] == other[0][0] and 1 in {len(only[0]), len(other[0])}:
        return INITIAL
    return None


def score(likely_name: float, shared: AbstractSet[str], *, mixed: bool = False) -> tuple[float, tuple[str, ...]]:
    """Return score in [0, 1] and reasons, strongest first.

    `likely_name` is likeness(), `shared` the kinds of exact keys both have (e, p, h), `mixed` says that one is a person
    and the other is not: then the same address speaks for a role in a house rather than for a double.
    """
    evidence = [(chance, reason) for chance, reason in (_by_name(likely_name),) if chance]
    for kind in shared:
        column = 2 if mixed else 1 if likely_name < STRANGERS else 0
        evidence.append((CHANCE[kind][column], REASONS[kind]))
    rest = 1.0
    for chance, _ in evidence:
        rest *= 1 - chance
    strongest = sorted(evidence, key=lambda one: (-one[0], one[1]))
    return 1 - rest, tuple(reason for chance, reason in strongest if chance)


def _by_name(likely_name: float) -> tuple[float, str]:
    if likely_name >= SAME:
        return 0.9, "Name gleich"
    if likely_name >= NEARLY:
        return 0.75, "Name fast gleich"
    return (0.45, "Name ähnlich") if likely_name >= ALIKE else (0.0, "")


def mixed(first: ActorKind | None, second: ActorKind | None) -> bool:
    """Tell whether one of two is a person and the other is known to be none."""
    return first is not None and second is not None and (first is ActorKind.PERSON) != (second is ActorKind.PERSON)
