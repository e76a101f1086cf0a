"""The page of the Themenradar: which things it shows, their numbers, the drawing of them, the filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from core.panels import Chip, Choice, Panel
from radar import blips, picture
from radar.blips import KIND_WORDS, RING_WORDS, Beside, Blip, Ring
from radar.picture import Picture
from radar.queries import Area, Field, Taxonomy, taxonomy

BASE = "/radar"
MOST = 30
"""Things of one kind in one Aktionsfeld that the page shows, the newest; a room may report fewer."""
INWARD = {ring: place for place, ring in enumerate(reversed(Ring))}
"""Order within an Aktionsfeld: what has come furthest stands first."""
KIND_PLURALS = {
    "idea": "Ideen",
    "vision": "Visionen",
    "order": "Arbeitsaufträge",
    "box": "Kickboxen",
    "paper": "Vorlagen",
}


@dataclass(frozen=True)
class Row:
    """One line of the table: number, what it is, how far it has come."""

    number: int
    blip: Blip
    kind: str
    ring: str


@dataclass(frozen=True)
class Group:
    """The lines of one Handlungsfeld, and links to what the page leaves out: (words, address)."""

    field: Field
    rows: Sequence[Row]
    more: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Board:
    """Everything the page shows. `total` counts what there is, `shown` what stands in the table.

    `beside` is what else there is about each Aktionsfeld, by Handlungsfeld: who is there, who can what.
    """

    picture: Picture
    groups: Sequence[Group]
    total: int
    shown: int
    panels: Sequence[Panel]
    chips: Sequence[Chip]
    beside: Sequence[tuple[Field, Sequence[tuple[Area, Sequence[Beside]]]]] = ()

    @property
    def description(self) -> str:
        """The drawing in one sentence, for people who do not see it."""
        counts = Counter(row.ring for group in self.groups for row in group.rows)
        told = ", ".join(f"{counts[word]} {word}" for word in reversed(RING_WORDS.values()) if counts[word])
        return f"{told}." if told else "Noch leer."

    def only(self, area: Area) -> str:
        """Return the address of the table narrowed to an Aktionsfeld's Handlungsfeld, other filters kept."""
        kinds = [("was", c.value) for panel in self.panels if panel.name == "was" for c in panel.options if c.chosen]
        return f"{_link([*kinds, ('feld', area.field_key)])}#h-tab"


def of(args: MultiDict[str, str]) -> Board:
    """Return the page for an address; what no filter knows is passed over."""
    words = taxonomy()
    kinds = [kind for kind in KIND_WORDS if kind in args.getlist("was")]
    fields = [field for field in words.fields if field.key in args.getlist("feld")]
    wanted_fields, wanted_kinds = fields or words.fields, kinds or list(KIND_WORDS)
    areas = [area for field in wanted_fields for area in field.areas]
    known, total = _reported(words, areas, wanted_kinds)
    numbered = {blip: number for number, blip in enumerate(known, 1)}
    return Board(
        picture.draw(words.fields, numbered),
        [group for field in wanted_fields if (group := _group(field, numbered)).rows],
        total,
        len(known),
        _panels(words, kinds, fields),
        _chips(kinds, fields),
        [] if kinds else _beside(wanted_fields),
    )


def _beside(fields: Sequence[Field]) -> list[tuple[Field, list[tuple[Area, list[Beside]]]]]:
    """Return what else there is about the Aktionsfelder of some Handlungsfelder, those without any left out."""
    known = blips.beside()
    found = [(field, [(area, known[area.id]) for area in field.areas if area.id in known]) for field in fields]
    return [(field, areas) for field, areas in found if areas]


def _reported(words: Taxonomy, areas: Sequence[Area], kinds: Sequence[str]) -> tuple[list[Blip], int]:
    """Return the things of some Aktionsfelder and kinds in the order of the table, and how many there are in all."""
    order = {area.id: place for place, area in enumerate(words.areas)}
    wanted = {area.id for area in areas}
    cells: dict[tuple[str, int], list[Blip]] = {}
    for blip in blips.reported():
        if blip.area_id in wanted and blip.kind in kinds:
            cells.setdefault((blip.kind, blip.area_id), []).append(blip)
    totals = blips.totals()
    total = sum(totals[cell].number if cell in totals else len(found) for cell, found in cells.items())
    known = [blip for found in cells.values() for blip in sorted(found, key=lambda b: -b.id)[:MOST]]
    return sorted(known, key=lambda b: (order[b.area_id], INWARD[b.ring], kinds.index(b.kind), -b.id)), total


def _group(field: Field, numbered: dict[Blip, int]) -> Group:
    """Return the lines of one Handlungsfeld."""
    areas = {area.id: area for area in field.areas}
    mine = [blip for blip in numbered if blip.area_id in areas]
    shown = Counter((blip.kind, blip.area_id) for blip in mine)
    more = [
        (f"Alle {KIND_PLURALS[one.kind]} zu „{areas[one.area_id].name}“", one.address)
        for cell, one in blips.totals().items()
        if cell in shown and one.number > shown[cell]
    ]
    rows = [Row(numbered[blip], blip, KIND_WORDS[blip.kind], RING_WORDS[blip.ring]) for blip in mine]
    return Group(field, rows, more)


def _panels(words: Taxonomy, kinds: Sequence[str], fields: Sequence[Field]) -> list[Panel]:
    return [
        Panel("was", "Was", [Choice(kind, KIND_PLURALS[kind], kind in kinds) for kind in KIND_WORDS]),
        Panel("feld", "Handlungsfeld", [Choice(field.key, field.name, field in fields) for field in words.fields]),
    ]


def _chips(kinds: Sequence[str], fields: Sequence[Field]) -> list[Chip]:
    pairs = [(("was", kind), KIND_PLURALS[kind]) for kind in kinds]
    pairs += [(("feld", field.key), field.name) for field in fields]
    return [Chip(label, _link([other for other, _ in pairs if other != pair])) for pair, label in pairs]


def _link(pairs: Sequence[tuple[str, str]]) -> str:
    return f"{BASE}?{urlencode(pairs)}" if pairs else BASE


def small() -> list[Board]:
    """Return the board with no filter, for the start page's small drawing."""
    return [of(MultiDict())]
