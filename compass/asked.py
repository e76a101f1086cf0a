"""What an address narrows the office's list to: one object for the list, segments, changes to many, invitations, files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Select, func, select
from werkzeug.datastructures import MultiDict

from compass import further, narrowing, queries
from compass.models import Actor
from compass.narrowing import Args
from core.db import db
from core.panels import Panel

TICKED = "wahl"
"""In an address: the ids of single actors that were ticked in the list; they take the place of its filters."""
MOST = 2000
"""Actors that one step may touch."""
LONGEST = 300


@dataclass(frozen=True)
class Asked:
    """Filters of the office's list: its panels, what they mean, and the single actors that were ticked instead."""

    panels: Sequence[Panel]
    filters: queries.Filters
    ticked: tuple[int, ...] = ()

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The names and values of an address that say the same again."""
        chosen = [(TICKED, str(number)) for number in self.ticked]
        return chosen or narrowing.pairs(self.panels)

    @property
    def query(self) -> str:
        """The pairs as the end of an address."""
        return urlencode(self.pairs)

    @property
    def words(self) -> str:
        """What it narrows to, in one line."""
        if self.ticked:
            return "von Hand ausgewählt"
        words = [said(panel) for panel in self.panels if panel.chosen]
        return "; ".join(words)[:LONGEST] or "alle im Netzwerk"

    def total(self) -> int:
        """Return how many actors it holds."""
        return db.session.scalar(select(func.count()).select_from(self.wanted().subquery())) or 0

    def ids(self, most: int = MOST) -> list[int]:
        """Return the ids of the actors, by name; at most so many."""
        return list(db.session.scalars(self.wanted().order_by(Actor.sort_key, Actor.id).limit(most)))

    def wanted(self) -> Select[Any]:
        """Return the select of the ids of the actors."""
        wanted = queries.narrowed(select(Actor.id), self.filters, public=False)
        return wanted.where(Actor.id.in_(self.ticked)) if self.ticked else wanted


def of(args: Args) -> Asked:
    """Return what an address of the office's list asks for; anything unknown in it is passed over."""
    return several([args])[0]


def several(addresses: Sequence[Args]) -> list[Asked]:
    """Return what some addresses ask for; what the filters offer is read once for all of them."""
    together = MultiDict[str, str]([pair for args in addresses for pair in args.items(multi=True)])
    parts = narrowing.further(together)
    return [_one(args, parts) for args in addresses]


def _one(args: Args, parts: Sequence[narrowing.FilterPart]) -> Asked:
    ids = (further.number(value) for value in args.getlist(TICKED)[:MOST])
    if ticked := tuple(dict.fromkeys(found for found in ids if found)):
        return Asked((), queries.Filters(), ticked)
    panels = narrowing.panels(args, public=False, parts=parts)
    return Asked(panels, narrowing.filters(panels, parts))


def said(panel: Panel) -> str:
    """Return what a filter narrows to: any of its ticked values, or all of them."""
    chosen = [one.label for one in panel.options if one.chosen]
    return f"{panel.label}: {(' und ' if panel.every else ' oder ').join(chosen)}"
