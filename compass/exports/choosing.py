"""From a list's address to the actors it shows: filters, search, or single entries by number."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, select

from compass import asked as asking
from compass import listing, narrowing, queries
from compass.models import Actor
from compass.narrowing import Args
from compass.queries import narrowed
from core import indexing
from core.forms import clean, one_line
from core.search.query import parse

TIED: Final = "verbunden"
"""The list's filter whose words are names."""
MOST: Final = 200
"""Single entries that one address may name."""


def chosen(args: Args) -> Select[Any]:
    """Return the statement for the actors of the office's list: narrowed as its page, a search with its best hits."""
    parts = narrowing.further(args)
    filters = narrowing.filters(narrowing.panels(args, public=False, parts=parts), parts)
    wanted = narrowed(select(Actor.id), filters, public=False)
    if single := _numbers(args):
        return wanted.where(Actor.id.in_(single))
    question = _question(args)
    if not question:
        return wanted
    if listing.desk().reaches and queries.is_contact(question) and (ids := queries.by_contact(question, filters)):
        return wanted.where(Actor.id.in_(ids))
    facets = narrowing.facets(filters)
    found = indexing.find(parse(question), audience="desk", kind="actor", facets=facets, limit=listing.HITS)
    return wanted.where(Actor.id.in_([int(hit.id.split(":")[1]) for hit in found.hits]))


def _numbers(args: Args) -> list[int]:
    said = (one for one in args.getlist("nr")[:MOST] if one.isascii() and one.isdecimal() and len(one) < 10)  # noqa: PLR2004 - ids are smaller
    return [int(one) for one in said]


def _question(args: Args) -> str:
    return str(one_line(clean(args.get("q", ""))))[: listing.LONGEST_QUERY]


def in_words(args: Args) -> str:
    """Return what a list is narrowed to, without what was searched and without who somebody is tied to: those may be names."""
    panels = narrowing.panels(args, public=False, parts=narrowing.further(args))
    words = [panel.label if panel.name == TIED else asking.said(panel) for panel in panels if panel.chosen]
    asked = ["Suche"] if _question(args) else []
    return "; ".join([*(["einzelne Einträge"] if _numbers(args) else []), *asked, *words])
