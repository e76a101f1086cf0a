"""Finds published ideas for a meeting: by number, by words (the best hits first), or all of a topic or bundle at once."""

from __future__ import annotations

from collections.abc import Collection

from core import indexing
from core.forms import clean
from core.search.query import Mode, parse
from ideas import queries as ideas
from ideas.models import Idea
from ideas.narrowing import Filters
from ideas.stages import Stage, may_follow

MOST = 20
ALL = 60
LONGEST = 200


def published(words: str, without: Collection[int], otherwise: str) -> list[Idea]:
    """Return at most MOST published ideas; without words those that fit the words of `otherwise`, else the newest."""
    asked = str(clean(words))[:LONGEST]
    number = asked.removeprefix("Nr.").strip()
    if number.isascii() and number.isdecimal() and len(number) < 10:  # noqa: PLR2004 - ids are smaller
        found = ideas.by_ids([int(number)], public=True)
    else:
        found = _hits(asked or otherwise, MOST + len(without))
        if not asked and not found:
            found = list(ideas.published(Filters(), size=MOST + len(without)).ideas)
    return [idea for idea in found if idea.id not in without][:MOST]


def together(area_id: int | None, bundle_id: int | None, without: Collection[int]) -> list[Idea]:
    """Return at most ALL published ideas of an Aktionsfeld or a bundle that may still be talked over, newest first."""
    if bundle_id:
        found = [idea for idea in ideas.of_bundle(bundle_id, limit=ALL + len(without)) if idea.public]
    else:
        narrowed = Filters(areas=(area_id or 0,))
        found = list(ideas.published(narrowed, size=ALL + len(without)).ideas)
    still = [idea for idea in found if idea.stage is Stage.IN_TALK or may_follow(idea.stage, Stage.IN_TALK)]
    return [idea for idea in still if idea.id not in without][:ALL]


def _hits(asked: str, limit: int) -> list[Idea]:
    hits = indexing.find(parse(asked, Mode.ANY), audience="public", kind="idea", limit=limit).hits
    return ideas.by_ids([int(hit.id.split(":")[1]) for hit in hits], public=True)
