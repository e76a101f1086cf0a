"""Filters of the lists: panels to tick, what an address chose in them, and what that means in the database.

The room's own filters stand here; a wing hangs further ones of the office's list into the slot `compass.desk_filters`
(no arguments), each a FilterPart.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from werkzeug.datastructures import MultiDict

from compass import further as beside
from compass import queries
from compass.models import (
    BASIS_WORDS,
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
from core.panels import Choice, Panel
from radar import queries as radar

CONSENT_WORDS = {
    "public": "öffentlich",
    "matching": "darf vorgeschlagen werden",
    "invitations": "darf eingeladen werden",
    "none": "ohne Einwilligung",
}
Args = MultiDict[str, str]
EVERY = "alle"
"""In an address: names of filters of which all ticked values must be true, not any of them."""
MANY = {"thema": "areas", "zusatz": "marks", "ja": "consents"}
"""The room's own filters of which an actor may have several values, with their names in Filters."""


@dataclass(frozen=True)
class FilterPart:
    """One more filter of a list; `narrow` gives the condition for some of its values, any of them counts.

    Where an actor may have `many` of the values, people may also ask for all of them.
    """

    name: str
    label: str
    choices: Mapping[str, str]
    narrow: Callable[[Sequence[str]], ColumnElement[bool]]
    many: bool = False


def further(args: Args) -> list[FilterPart]:
    """Return the filters of the office's list that the index knows nothing of: the room's own and those of wings.

    Filters without any choice are left out: there is nothing to tick in them.
    """
    known, many = radar.taxonomy(), {"many": True}
    districts = {str(one.id): one.name for one in known.every_district}
    traits = {str(one.id): one.name for one in known.every_trait}
    own = [
        FilterPart("bezirk", "Stadtbezirk", districts, _in_district, **many),
        FilterPart("luft", "Noch Luft?", {one.value: w for one, w in CAPACITY_WORDS.items()}, _with_room),
        FilterPart("stichwort", "Stichwort", beside.tags(), beside.with_tag, **many),
        FilterPart("begriff", "Begriff", beside.terms(), beside.with_term, **many),
        FilterPart("verbunden", "Verbunden mit", beside.tied_to(args.getlist("verbunden")), beside.with_tie, **many),
        FilterPart("still", "Ohne Kontakt", beside.QUIET, beside.without_contact),
        FilterPart("sprache", "Sprache", LANGUAGE_WORDS, _speaking, **many),
        FilterPart("reichweite", "Reichweite", {one.value: w for one, w in REACH_WORDS.items()}, Actor.reach.in_),
        FilterPart("zielbild", "Zielbild", traits, _with_trait, **many),
        FilterPart("grundlage", "Rechtsgrundlage", {one.value: w for one, w in BASIS_WORDS.items()}, Actor.basis.in_),
    ]
    return [part for part in [*own, *slots.parts("compass.desk_filters")] if part.choices]


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
    words["art", "Art"] = {kind.value: word for kind, word in KIND_WORDS.items()}
    if not public:
        words["zusatz", "Zusatz"] = MARK_WORDS
        words["ja", "Einwilligung"] = CONSENT_WORDS
    words |= {(part.name, part.label): part.choices for part in parts}
    chosen = {name: set(args.getlist(name)) for name, _ in words}
    many = set() if public else {*MANY, *(part.name for part in parts if part.many)}
    every = {name for name in args.getlist(EVERY) if name in many}
    return [
        Panel(
            name,
            label,
            [Choice(value, word, value in chosen[name]) for value, word in rows.items()],
            many=name in many,
            every=name in every,
        )
        for (name, label), rows in words.items()
    ]


def pairs(found: Sequence[Panel]) -> list[tuple[str, str]]:
    """Return the names and values of an address that narrow a list to the same again."""
    ticked = [(panel.name, value) for panel in found for value in panel.chosen]
    return [*ticked, *((EVERY, panel.name) for panel in found if panel.every and panel.chosen)]


def filters(found: Sequence[Panel], parts: Sequence[FilterPart] = ()) -> queries.Filters:
    """Return what the ticked values mean; what an actor must have all of goes into `also`, value by value."""
    said = {panel.name: panel.chosen for panel in found}
    every = {panel.name for panel in found if panel.every}
    both = [(name, field, value) for name, field in MANY.items() if name in every for value in said.get(name, ())]
    one_by_one = [queries.meaning(field, (value,)) for _, field, value in both]
    some = {field: () if name in every else said.get(name, ()) for name, field in MANY.items()}
    return queries.Filters(
        sectors=tuple(sector for sector in SECTOR_WORDS if sector in said["bereich"]),
        kinds=tuple(kind for kind in KIND_WORDS if kind in said["art"]),
        areas=tuple(int(value) for value in some["areas"]),
        marks=some["marks"],
        consents=some["consents"],
        also=(*one_by_one, *_also(parts, said, every)),
    )


def _also(
    parts: Sequence[FilterPart], said: Mapping[str, tuple[str, ...]], every: Collection[str]
) -> list[ColumnElement[bool]]:
    chosen = [(part, said[part.name]) for part in parts if said.get(part.name)]
    each = [part.narrow((value,)) for part, values in chosen if part.name in every for value in values]
    return [*each, *(part.narrow(values) for part, values in chosen if part.name not in every)]


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
