"""The list of actors as a page needs it: search, filters as words, addresses of the pages beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict

from compass import queries
from compass.models import COMPETENCE_WORDS, KIND_WORDS, MARK_WORDS, SECTOR_WORDS, Actor, CompetenceKind, Purpose
from core import indexing
from core.errors import NotThere
from core.forms import clean, one_line
from core.search.highlight import highlight
from core.search.query import ParsedQuery, parse
from radar import queries as radar

LONGEST_QUERY = 200
HITS = 200
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


@dataclass(frozen=True)
class Chip:
    """A set filter that one tap takes away."""

    label: str
    address: str


@dataclass(frozen=True)
class Card:
    """An actor as a card shows it: topics are (name, key of the Handlungsfeld), words what it offers or can."""

    id: int
    name: Markup
    address: str
    sector: str
    sector_word: str
    kind: str
    marks: Sequence[str]
    topics: Sequence[tuple[str, str]]
    words: str
    consents: Sequence[str]


@dataclass(frozen=True)
class Listing:
    """Everything the list page shows."""

    query: str
    cards: Sequence[Card]
    total: int
    panels: Sequence[Panel]
    chips: Sequence[Chip]
    before: str | None = None
    after: str | None = None
    ready: bool = True


@dataclass(frozen=True)
class Side:
    """Which side of the counter a list is for."""

    base: str
    public: bool

    def link(self, *pairs: tuple[str, str]) -> str:
        """Return the list's address with some parameters."""
        return f"{self.base}?{urlencode(pairs)}" if pairs else self.base


PUBLIC = Side("/netzwerk", public=True)
DESK = Side("/buero/netzwerk", public=False)


def _panels(args: Args, side: Side) -> list[Panel]:
    """Return the filters with what an address chose; anything unknown in it is passed over."""
    words: dict[tuple[str, str], Mapping[str, str]] = {
        ("bereich", "Bereich"): {sector.value: word for sector, word in SECTOR_WORDS.items()},
        ("thema", "Thema"): {str(area.id): area.name for area in radar.taxonomy().areas},
    }
    if not side.public:
        words["art", "Art"] = {kind.value: word for kind, word in KIND_WORDS.items()}
        words["zusatz", "Zusatz"] = MARK_WORDS
        words["ja", "Einwilligung"] = CONSENT_WORDS
    chosen = {name: set(args.getlist(name)) for name, _ in words}
    return [
        Panel(name, label, [Choice(value, word, value in chosen[name]) for value, word in rows.items()])
        for (name, label), rows in words.items()
    ]


def _filters(panels: Sequence[Panel]) -> queries.Filters:
    said = {panel.name: tuple(one.value for one in panel.options if one.chosen) for panel in panels}
    return queries.Filters(
        sectors=tuple(sector for sector in SECTOR_WORDS if sector in said["bereich"]),
        kinds=tuple(kind for kind in KIND_WORDS if kind in said.get("art", ())),
        areas=tuple(int(value) for value in said["thema"]),
        marks=said.get("zusatz", ()),
        consents=said.get("ja", ()),
    )


def of(args: Args, side: Side) -> Listing:
    """Return the list for an address: by search when there is a question, else by name."""
    query = str(one_line(clean(args.get("q", ""))))[:LONGEST_QUERY]
    panels = _panels(args, side)
    filters = _filters(panels)
    pairs = [(panel.name, one.value) for panel in panels for one in panel.options if one.chosen]
    asked = [("q", query)] if query else []
    labels = {(panel.name, one.value): one.label for panel in panels for one in panel.options}
    chips = [Chip(labels[pair], side.link(*asked, *(p for p in pairs if p != pair))) for pair in pairs]
    if query:
        return _searched(Listing(query, (), 0, panels, chips), filters, [*asked, *pairs], side, args.get("ab", "0"))
    page = queries.page(filters, public=side.public, before=args.get("vor"), after=args.get("nach"))
    return Listing(
        "",
        [card(actor, side) for actor in page.actors],
        page.total,
        panels,
        chips,
        side.link(*pairs, ("vor", page.before)) if page.before else None,
        side.link(*pairs, ("nach", page.after)) if page.after else None,
    )


def _searched(
    blank: Listing, filters: queries.Filters, pairs: list[tuple[str, str]], side: Side, start: str
) -> Listing:
    """Ask the index, then load the rows that this reader may see now, whatever the index still believes."""
    if not (start.isascii() and start.isdecimal() and len(start) < 4 and int(start) < HITS):  # noqa: PLR2004 - the best 200
        raise NotThere
    offset, parsed = int(start), parse(blank.query)
    audience, kind = ("public", "actor_page") if side.public else ("desk", "actor")
    found = indexing.find(
        parsed, audience=audience, kind=kind, facets=_facets(filters), offset=offset, limit=queries.PAGE
    )
    actors = queries.by_ids([int(hit.id.split(":")[1]) for hit in found.hits], public=side.public)
    further = offset + queries.PAGE
    return replace(
        blank,
        cards=[card(actor, side, found.query) for actor in actors],
        total=found.total - (len(found.hits) - len(actors)),
        before=side.link(*pairs, ("ab", str(max(0, offset - queries.PAGE)))) if offset else None,
        after=side.link(*pairs, ("ab", str(further))) if further < min(found.total, HITS) else None,
        ready=found.ready,
    )


def _facets(filters: queries.Filters) -> dict[str, list[str]]:
    """Return the filters as the index knows them; documents.py writes the same names."""
    named = {
        "sector": filters.sectors,
        "actor_kind": filters.kinds,
        "area": filters.areas,
        "mark": filters.marks,
        "consent": filters.consents,
    }
    return {name: [str(value) for value in values] for name, values in named.items() if values}


def card(actor: Actor, side: Side, parsed: ParsedQuery | None = None) -> Card:
    """Return an actor as a card; a search marks its hits in the name."""
    fields = radar.taxonomy()
    name = highlight(actor.name, parsed) if parsed else [(actor.name, False)]
    agreed = queries.standing(actor)
    return Card(
        id=actor.id,
        name=Markup("").join(Markup("<mark>{}</mark>").format(p) if hit else escape(p) for p, hit in name),
        address=f"{side.base}/{actor.id}",
        sector=actor.sector.value,
        sector_word=SECTOR_WORDS[actor.sector],
        kind=KIND_WORDS[actor.kind],
        marks=queries.marks(actor),
        topics=[(area.name, known.field_key) for area in actor.areas if (known := fields.area(area.id))],
        words=_words(actor) if not side.public or Purpose.SHOW_COMPETENCES in queries.shown(actor) else "",
        consents=[word for value, word in CONSENT_WORDS.items() if value in agreed] or [CONSENT_WORDS["none"]],
    )


def _words(actor: Actor) -> str:
    """Return one line of what an actor offers, or else can, or else is interested in."""
    for kind in (CompetenceKind.OFFER, CompetenceKind.COMPETENCE, CompetenceKind.INTEREST):
        said = [row.text for row in actor.competences if row.kind is kind]
        if said:
            return f"{COMPETENCE_WORDS[kind]}: {', '.join(said[:3])}"
    return ""
