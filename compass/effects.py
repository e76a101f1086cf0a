"""Wirkung einer Änderung: whom other weights or words would have the saved challenges name first; nothing is kept of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from compass import queries, reaching, ready, staff_words, suggesting
from compass.matching import Network
from compass.models import Challenge
from core.word_lists import WordList

NEWEST = 30
"""Of so many saved challenges the effect is shown."""
FIRST = 10
"""So many of a list are whom the office asks first."""


@dataclass(frozen=True)
class Move:
    """One actor among the first ten before or after: its places, None where it is not among them."""

    actor_id: int
    name: str
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Touched:
    """One challenge whose first ten would be others: who comes in, who leaves, who moves; in the order of what would be."""

    challenge_id: int
    title: str
    comes: Sequence[Move]
    goes: Sequence[Move]
    moves: Sequence[Move]

    @property
    def rows(self) -> list[Move]:
        """All of them in the order of what would be, those who leave last."""
        there = sorted((*self.comes, *self.moves), key=lambda one: one.after or 0)
        return [*there, *sorted(self.goes, key=lambda one: one.before or 0)]


@dataclass(frozen=True)
class Effect:
    """What a change would do to the saved challenges: how many were looked at, and those it touches, newest first."""

    looked_at: int
    touched: Sequence[Touched]

    @property
    def sentence(self) -> str:
        """Say it in one sentence."""
        if not self.looked_at:
            return "Noch ist keine Herausforderung gespeichert, an der sich etwas ändern könnte."
        if self.looked_at == 1:
            not_so = "" if self.touched else " nicht"
            return f"In der einen gespeicherten Herausforderung ändert sich{not_so}, wen wir zuerst vorschlagen."
        number = len(self.touched) or "keiner"
        return f"In {number} von {self.looked_at} Herausforderungen ändert sich, wen wir zuerst vorschlagen."


def of_weights(shares: Mapping[str, float]) -> Effect:
    """Return what other weights would do."""
    return _of(partial(ready.another, queries.profiles(shares), staff_words.wordbook()))


def of_terms(groups: Iterable[Sequence[str]]) -> Effect:
    """Return what other words of the terms on offer would do; `groups` are those of all of them."""
    return _of(partial(ready.another, queries.profiles(), staff_words.wordbook(terms=groups)))


def of_lists(lists: Mapping[WordList, str]) -> Effect:
    """Return what other words of the search would do."""
    return _of(partial(ready.another, queries.profiles(), staff_words.wordbook(lists=lists)))


def _of(make: Callable[[], Network]) -> Effect:
    """Hold the newest challenges against the network as it is and as it would be; nothing is kept of either."""
    challenges = queries.challenges(size=NEWEST)[:NEWEST]
    if not challenges:
        return Effect(0, ())
    usual = next((reaching.asker(one) for one in challenges if not one.asker_id), None)
    lists = [_lists(challenges, network, usual) for network in (ready.network(), make())]
    marked = queries.marked({number for some in lists for ids in some for number in ids})
    before, after = ([[one for one in ids if marked.get(one) is False][:FIRST] for ids in some] for some in lists)
    names = _names({number for some in (before, after) for ids in some for number in ids})
    touched = [
        _touched(one, then, now, names) for one, then, now in zip(challenges, before, after, strict=True) if then != now
    ]
    return Effect(len(challenges), touched)


def _lists(challenges: Sequence[Challenge], network: Network, usual: int | None) -> list[list[int]]:
    """Return for each challenge whom the page would look at, best first, who asks left out."""
    rows = []
    for one in challenges:
        found, asker = suggesting.matches(one, network), one.asker_id or usual
        rows.append([best.actor_id for best in suggesting.worth(found) if best.actor_id != asker])
    return rows


def _names(ids: Collection[int]) -> Mapping[int, str]:
    return {one.id: one.name for one in queries.by_ids(sorted(ids), public=False)}


def _touched(challenge: Challenge, before: Sequence[int], after: Sequence[int], names: Mapping[int, str]) -> Touched:
    was, will = ({number: place for place, number in enumerate(ids, 1)} for ids in (before, after))
    every = [
        Move(number, names.get(number, ""), was.get(number), will.get(number))
        for number in dict.fromkeys((*after, *before))
    ]
    return Touched(
        challenge.id,
        challenge.title,
        comes=[one for one in every if one.before is None],
        goes=[one for one in every if one.after is None],
        moves=[one for one in every if one.before and one.after and one.before != one.after],
    )


def digest(said: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """Return a short word for what somebody wants to keep: only what was shown with its effect may be kept."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:24]
