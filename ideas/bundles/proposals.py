"""Vorschläge: which published ideas might belong together, with the words they share; a person decides.

Looked up anew each time, newest ideas first, a bounded number a page: nothing is stored but "passt nicht".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.nearest import Near
from ideas import address, queries, similar
from ideas.bundles import queries as bundles
from ideas.models import Idea

LEAST: Final = 0.33
"""Share of an idea's own words, by weight, from which on a person should look; lower, most pairs share a street only."""
LOOKED: Final = 30
A_PAGE: Final = 10
OTHERS: Final = 4
WORDS: Final = 4


@dataclass(frozen=True)
class Candidate:
    """An idea that may belong to another, and the words both have."""

    idea: Idea
    address: str
    shared: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """Vorschlag: an idea, and others that may wish for the same."""

    idea: Idea
    address: str
    others: Sequence[Candidate]


@dataclass(frozen=True)
class Page:
    """Proposals, and the number before which the next page goes on (None at the end); not ready right after a start."""

    proposals: Sequence[Proposal]
    before: int | None
    ready: bool = True


def page(before: int | None = None) -> Page:
    """Return the next proposals; each pair stands once, at its newer idea."""
    ideas = bundles.newest(before, LOOKED)
    if not similar.ready():
        return Page((), None, ready=False)
    alone, unlike = bundles.objected(), bundles.unlike([idea.id for idea in ideas])
    near: list[tuple[Idea, list[Near]]] = []
    for idea in ideas:
        if len(near) == A_PAGE:
            break
        before = idea.id
        if idea.id in alone:
            continue
        without = {idea.id, *alone, *unlike[idea.id], *(one.id for one in ideas if one.id > idea.id)}
        found = similar.nearest(idea.title, idea.text, limit=2 * OTHERS, least=LEAST, without=without) or []
        if found:
            near.append((idea, found))
    known = {
        one.id: one for one in queries.by_ids(sorted({one.key for _, found in near for one in found}), public=True)
    }
    made = [_proposal(idea, found, known) for idea, found in near]
    more = len(ideas) == LOOKED or len(near) == A_PAGE
    return Page([one for one in made if one.others], before if more else None)


def _proposal(idea: Idea, found: Sequence[Near], known: dict[int, Idea]) -> Proposal:
    """Leave out what is in the same bundle, or in another one."""
    others = [
        Candidate(other, address.of(other), one.words[:WORDS])
        for one in found
        if (other := known.get(one.key)) and (idea.bundle_id is None or other.bundle_id is None)
    ]
    return Proposal(idea, address.of(idea), others[:OTHERS])
