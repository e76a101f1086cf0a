"""Who fits a task: evidence in what actors say about themselves, in plain sums that explain themselves.

Source of the recipe: the evidence scorer of core/similar.py over single documents, an actor's documents joined with a
decay (between "all documents" and "the best document" of expert search: K. Balog, M. de Rijke et al., "Expertise
retrieval", Foundations and Trends in Information Retrieval 6, 2012), minus the actor's own mean over past questions, so
that those who fit everything a little do not win everywhere. Pure: plain values in, plain values out.
"""

from __future__ import annotations

import math
from collections.abc import Collection as Some
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

from core.similar import Answer, Collection

DECAY: Final = 0.85
FULL: Final = 0.25
"""The best gets 100 points once it reaches this share of an entry that says exactly the question."""
MOST_MISSING: Final = 6
SHORT_WORD: Final = 4


@dataclass(frozen=True)
class Evidence:
    """Beleg: one document of an actor. `id` is unique within the actor, `weight` in (0, 1] says how far it counts."""

    id: int
    kind: str
    text: str
    weight: float


@dataclass(frozen=True)
class Profile:
    """What one actor shows: its documents in any order."""

    actor_id: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Part:
    """One summand of a score: a term of the question, the evidence it rests on and its word there.

    The damping is a part too, with `evidence` None and points <= 0.
    """

    term: str
    evidence: Evidence | None
    written: str
    points: float


@dataclass(frozen=True)
class Suggestion:
    """Vorschlag: an actor with its score (any sign), which is the sum of the parts, and `raw` before the damping (> 0)."""

    actor_id: int
    score: float
    raw: float
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Matches:
    """Everything a question yields: suggestions, best first (score > 0), what nobody covers, the score of 100 points."""

    suggestions: tuple[Suggestion, ...]
    missing: tuple[str, ...]
    full: float


class Network:
    """Profiles made ready for questions: analysed once, asked often; never changes.

    `past` are earlier questions as (key, text), such as challenges and published ideas: from each actor's score its
    mean over them is taken. A question is left out of its own past by its keys.
    """

    def __init__(self, profiles: Sequence[Profile], past: Sequence[tuple[Hashable, str]] = ()) -> None:
        """Analyse profiles and score the past; the order of both means nothing."""
        self._profiles = sorted(profiles, key=lambda profile: profile.actor_id)
        self._spans: list[range] = []
        self._evidence: list[Evidence] = []
        for profile in self._profiles:
            documents = sorted(profile.evidence, key=lambda one: one.id)
            self._spans.append(range(len(self._evidence), len(self._evidence) + len(documents)))
            self._evidence += documents
        self._collection = Collection([one.text for one in self._evidence])
        self._past = {key: self._scores(self._collection.ask(text)) for key, text in past}

    def __len__(self) -> int:
        """Return how many actors may be matched."""
        return len(self._profiles)

    def match(self, question: str, without: Some[Hashable] = ()) -> Matches:
        """Rank all actors for a question (plain text); `without` names past questions that are this one.

        Returns only actors with evidence and a score > 0; ties are broken by id, so that the order of the input means
        nothing. 2 ms for 60 actors.
        """
        answer = self._collection.ask(question)
        means = self._means(without)
        suggestions = [
            self._suggestion(place, answer, means[place])
            for place, raw in enumerate(self._scores(answer))
            if raw > max(means[place], 0.0)
        ]
        suggestions.sort(key=lambda one: (-one.score, one.actor_id))
        best = suggestions[0].score if suggestions else 0.0
        return Matches(tuple(suggestions), missing(answer), max(best, answer.ideal * FULL))

    def _scores(self, answer: Answer) -> list[float]:
        """Return S(q, a) of each actor before the damping, >= 0."""
        return [math.fsum(share for _, share in self._joined(place, answer)) for place in range(len(self._profiles))]

    def _joined(self, place: int, answer: Answer) -> list[tuple[int, float]]:
        """Return (document, its share of S): sorted by s, decayed by place, divided by the sum of the decays."""
        scored = [(number, answer.score(number) * self._evidence[number].weight) for number in self._spans[place]]
        scored.sort(key=lambda one: (-one[1], one[0]))
        whole = math.fsum(DECAY**rank for rank in range(len(scored)))
        return [(number, s * DECAY**rank / whole) for rank, (number, s) in enumerate(scored)]

    def _means(self, without: Some[Hashable]) -> list[float]:
        """Return each actor's mean S over the past without the question itself; 0 without a past."""
        others = [scores for past, scores in self._past.items() if past not in without]
        if not others:
            return [0.0] * len(self._profiles)
        return [math.fsum(column) / len(others) for column in zip(*others, strict=True)]

    def _suggestion(self, place: int, answer: Answer, mean: float) -> Suggestion:
        parts: list[Part] = []
        for number, share in self._joined(place, answer):
            s = answer.score(number)
            parts += [
                Part(one.term.written, self._evidence[number], one.written, share * one.share / s)
                for one in answer.found.get(number, ())
            ]
        raw = math.fsum(part.points for part in parts)
        if mean:
            parts.append(Part("", None, "", -mean))
        return Suggestion(self._profiles[place].actor_id, raw - mean, raw, tuple(parts))


def missing(answer: Answer) -> tuple[str, ...]:
    """Return what nobody shows evidence for: the most telling words first (-log p), at most six.

    Only words with a capital and four letters or more: in German these are the nouns, the rest is grammar.
    """
    covered = {one.term.stem for shares in answer.found.values() for one in shares}
    lacking = [
        (-term.tells, place, term.written)
        for place, term in enumerate(answer.terms)
        if term.stem not in covered and len(term.written) >= SHORT_WORD and term.written[:1].isupper()
    ]
    return tuple(written for _, _, written in sorted(lacking)[:MOST_MISSING])


def points(shares: Sequence[float], total: int) -> list[int]:
    """Return whole numbers >= 0 in the proportion of `shares` (>= 0) that sum exactly to `total`: largest remainders.

    The method of T. Hare and H. Niemeyer; equal remainders go to the earlier one. Shares of nothing give zeros.
    """
    whole = math.fsum(shares)
    if whole <= 0:
        return [0] * len(shares)
    exact = [share / whole * total for share in shares]
    given = [math.floor(value) for value in exact]
    order = sorted(range(len(shares)), key=lambda place: (given[place] - exact[place], place))
    for place in order[: total - sum(given)]:
        given[place] += 1
    return given
