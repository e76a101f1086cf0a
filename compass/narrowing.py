"""Filters of the lists: panels to tick, what an address chose in them, and what that means in the database.

The room's own filters stand here; a wing hangs further ones of the office's list into the slot `compass.desk_filters`
(no arguments), each a FilterPart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from werkzeug.datastructures import MultiDict

from compass import queries
from compass.models import (
    CAPACITY_WORDS,
    KIND_WORDS,
    LANGUAGE_WORDS,
    MARK_WORDS,
    REACH_WORDS,
    SECTOR_WORDS,
    Actor,
    Capacity,
    Language,
    actor_district,
    actor_trait,
)
from core import slots
from radar import queries as radar

CONSENT_WORDS = {"public": "öffentlich", "matching": "darf vorgeschlagen werden", "none": "ohne Einwilligung"}
Args = MultiDict[str, str]


@dataclass(frozen=True)
class Choice:
    """One tick box of a filter."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Panel:
    """One filter: its name in the address, its word, its choices."""

    name: str
    label: str
    options: Sequence[Choice]

    @property
    def chosen(self) -> tuple[str, ...]:
        """The values that are ticked."""
        return tuple(one.value for one in self.options if one.chosen)


@dataclass(frozen=True)
class FilterPart:
    """One more filter of the office's list; `narrow` gives the condition for some of its values, any of them counts."""

    name: str
    label: str
    choices: Mapping[str, str]
    narrow: Callable[[Sequence[str]], ColumnElement[bool]]


def further() -> list[FilterPart]:
    """Return the filters of the office's list that the index knows nothing of: the room's own and those of wings."""
    words = radar.taxonomy()
    own = [
        FilterPart("bezirk", "Stadtbezirk", {str(one.id): one.name for one in words.every_district}, _in_district),
        FilterPart("luft", "Noch Luft?", {one.value: w for one, w in CAPACITY_WORDS.items()}, _with_room),
        FilterPart("sprache", "Sprache", LANGUAGE_WORDS, _speaking),
        FilterPart("reichweite", "Reichweite", {one.value: w for one, w in REACH_WORDS.items()}, Actor.reach.in_),
        FilterPart("zielbild", "Zielbild", {str(one.id): one.name for one in words.every_trait}, _with_trait),
    ]
    return [*own, *slots.parts("compass.desk_filters")]


def _in_district(values: Sequence[str]) -> ColumnElement[bool]:
    wanted = actor_district.c.district_id.in_(map(int, values))
    return Actor.id.in_(select(actor_district.c.actor_id).where(wanted))


def _with_trait(values: Sequence[str]) -> ColumnElement[bool]:
    return Actor.id.in_(select(actor_trait.c.actor_id).where(actor_trait.c.trait_id.in_(map(int, values))))


def _with_room(values: Sequence[str]) -> ColumnElement[bool]:
    return Actor.capacity.in_(map(Capacity, values))


def _speaking(values: Sequence[str]) -> ColumnElement[bool]:
    return Actor.id.in_(select(Language.actor_id).where(Language.code.in_(values)))


def panels(args: Args, *, public: bool, parts: Sequence[FilterPart] = ()) -> list[Panel]:
    """Return the filters with what an address chose; anything unknown in it is passed over."""
    words: dict[tuple[str, str], Mapping[str, str]] = {
        ("bereich", "Bereich"): {sector.value: word for sector, word in SECTOR_WORDS.items()},
        ("thema", "Thema"): {str(area.id): area.name for area in radar.taxonomy().areas},
    }
    if not public:
        words["art", "Art"] = {kind.value: word for kind, word in KIND_WORDS.items()}
        words["zusatz", "Zusatz"] = MARK_WORDS
        words["ja", "Einwilligung"] = CONSENT_WORDS
        words |= {(part.name, part.label): part.choices for part in parts}
    chosen = {name: set(args.getlist(name)) for name, _ in words}
    return [
        Panel(name, label, [Choice(value, word, value in chosen[name]) for value, word in rows.items()])
        for (name, label), rows in words.items()
    ]


def filters(found: Sequence[Panel], parts: Sequence[FilterPart] = ()) -> queries.Filters:
    """Return what the ticked values mean."""
    said = {panel.name: panel.chosen for panel in found}
    return queries.Filters(
        sectors=tuple(sector for sector in SECTOR_WORDS if sector in said["bereich"]),
        kinds=tuple(kind for kind in KIND_WORDS if kind in said.get("art", ())),
        areas=tuple(int(value) for value in said["thema"]),
        marks=said.get("zusatz", ()),
        consents=said.get("ja", ()),
        also=tuple(part.narrow(said[part.name]) for part in parts if said.get(part.name)),
    )


def facets(narrowed: queries.Filters) -> dict[str, list[str]]:
    """Return the filters as the index knows them; documents.py writes the same names."""
    named = {
        "sector": narrowed.sectors,
        "actor_kind": narrowed.kinds,
        "area": narrowed.areas,
        "mark": narrowed.marks,
        "consent": narrowed.consents,
    }
    return {name: [str(value) for value in values] for name, values in named.items() if values}
