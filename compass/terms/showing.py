"""Terms in the order of topics, as the office's page and the public one show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compass.models import Term
from radar import queries as radar


@dataclass(frozen=True)
class Shelf:
    """The terms of one Aktionsfeld with its Handlungsfeld's key; those without one stand last, with neither."""

    area_id: int | None
    name: str
    field_key: str
    terms: Sequence[Term]


def shelves(terms: Iterable[Term]) -> list[Shelf]:
    """Return terms by Aktionsfeld in the vocabulary's order, shelves without any left out."""
    by_area: dict[int | None, list[Term]] = {}
    for one in terms:
        by_area.setdefault(one.area_id, []).append(one)
    found = [Shelf(one.id, one.name, one.field_key, by_area.pop(one.id, ())) for one in radar.taxonomy().every_area]
    rest = [term for group in by_area.values() for term in group]
    return [shelf for shelf in (*found, Shelf(None, "Zu jedem Thema", "", rest)) if shelf.terms]
