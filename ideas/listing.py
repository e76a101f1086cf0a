"""The list of ideas as a page needs it: search, filters as words, hits highlighted, addresses of the pages beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict

from core import accounts, indexing
from core.errors import NotThere
from core.forms import clean
from core.panels import Chip, Choice, Panel
from core.search.highlight import excerpt, highlight
from core.search.query import ParsedQuery, parse
from ideas import cards, queries
from ideas.cards import Card
from ideas.models import Idea
from ideas.narrowing import NOBODY, Filters
from ideas.stages import SHOWN, WORDS, Stage
from radar import queries as radar

LONGEST_QUERY = 200
HITS = 200
MINE, NOBODYS = "ich", "niemand"


@dataclass(frozen=True)
class Listing:
    """Everything the list page shows; `pairs` are its question and filters, as they stand in an address."""

    query: str
    cards: Sequence[Card]
    total: int
    panels: Sequence[Panel]
    chips: Sequence[Chip]
    newer: str | None = None
    older: str | None = None
    relaxed: bool = False
    ready: bool = True
    capped: bool = False
    suggestion: Chip | None = None
    pairs: Sequence[tuple[str, str]] = ()


Args = MultiDict[str, str]


def _ids(args: Args, name: str, known: Mapping[int, object]) -> tuple[int, ...]:
    """Return the chosen ids that exist; anything else in the address is passed over."""
    chosen = {int(v) for v in args.getlist(name) if v.isdecimal() and len(v) < 10}  # noqa: PLR2004 - ids are smaller
    return tuple(sorted(n for n in chosen if n in known))


def filters_of(args: Args, stages_seen: Collection[Stage] = SHOWN) -> Filters:
    """Read the filters out of an address."""
    words = radar.taxonomy()
    stages = tuple(s for s in Stage if s in stages_seen and s.value in args.getlist("stand"))
    return Filters(
        categories=_ids(args, "art", {c.id: c for c in queries.categories()}),
        areas=_ids(args, "thema", {a.id: a for a in words.areas}),
        districts=_ids(args, "bezirk", {d.id: d for d in words.districts}),
        stages=stages,
    )


def wanted(args: Args, side: Side) -> Filters:
    """Read the filters of one side out of an address; sources, who cares and keywords are for the office alone."""
    filters = filters_of(args, side.stages)
    if side.public:
        return filters
    chosen = set(args.getlist("quelle"))
    sources = tuple(name for name in queries.source_names() if name in chosen)
    keywords = _ids(args, "schlagwort", dict(queries.keywords()))
    return replace(filters, sources=sources, assigned=assigned(args), keywords=keywords)


def assigned(args: Args) -> tuple[int, ...]:
    """Read out of an address whose ideas the office wants to see: one's own, nobody's."""
    said = args.getlist("zustaendig")
    return tuple(account for word, account in _theirs().items() if word in said)


def _theirs() -> dict[str, int]:
    return {MINE: accounts.require().id, NOBODYS: NOBODY}


def _pairs(filters: Filters) -> list[tuple[str, str]]:
    named = (
        ("art", filters.categories),
        ("thema", filters.areas),
        ("bezirk", filters.districts),
        ("stand", filters.stages),
        ("quelle", filters.sources),
        ("schlagwort", filters.keywords),
    )
    pairs = [(name, str(value)) for name, values in named for value in values]
    return pairs + [("zustaendig", MINE if account else NOBODYS) for account in filters.assigned]


def _panels(filters: Filters, stages_seen: Collection[Stage]) -> list[Panel]:
    words = radar.taxonomy()

    def choices(rows: Sequence[tuple[object, str]], chosen: Sequence[object]) -> list[Choice]:
        return [Choice(str(value), label, value in chosen) for value, label in rows]

    return [
        Panel("thema", "Thema", choices([(a.id, a.name) for a in words.areas], filters.areas)),
        Panel("bezirk", "Stadtbezirk", choices([(d.id, d.name) for d in words.districts], filters.districts)),
        Panel("art", "Art", choices([(c.id, c.short) for c in queries.categories()], filters.categories)),
        Panel("stand", "Stand", choices([(s, WORDS[s]) for s in Stage if s in stages_seen], filters.stages)),
    ]


def _for_the_office(filters: Filters) -> list[Panel]:
    names = queries.source_names()
    theirs = [
        Choice(word, label, account in filters.assigned)
        for (word, account), label in zip(_theirs().items(), ("Mir zugewiesen", "Niemandem zugewiesen"), strict=True)
    ]
    found = [Panel("zustaendig", "Zuständig", theirs)]
    if words := queries.keywords():
        chosen = [Choice(str(number), word, number in filters.keywords) for number, word in words]
        found.append(Panel("schlagwort", "Schlagwort", chosen))
    if names:
        found.append(Panel("quelle", "Quelle", [Choice(name, name, name in filters.sources) for name in names]))
    return found


@dataclass(frozen=True)
class Side:
    """Which side of the counter a list is for: its address, the stages it knows, whose eyes it is for."""

    base: str
    stages: Collection[Stage]
    audience: str

    @property
    def public(self) -> bool:
        """Whether only published ideas may appear."""
        return self.audience == "public"

    def link(self, *pairs: tuple[str, str]) -> str:
        """Return the list's address with some parameters."""
        return f"{self.base}?{urlencode(pairs)}" if pairs else self.base


PUBLIC = Side("/ideen", SHOWN, "public")
DESK = Side("/buero/ideen/alle", frozenset(Stage), "desk")


def canonical(args: Args, side: Side = DESK) -> list[tuple[str, str]]:
    """Return the question and the filters of an address that the list knows; cursors and strange words are left out."""
    query = str(clean(args.get("q", "")))[:LONGEST_QUERY]
    return [*([("q", query)] if query else []), *_pairs(wanted(args, side))]


def of(args: Args, side: Side = PUBLIC) -> Listing:
    """Return the list for an address: by search when there is a question, else newest first."""
    query = str(clean(args.get("q", "")))[:LONGEST_QUERY]
    filters = wanted(args, side)
    pairs = _pairs(filters)
    panels = _panels(filters, side.stages)
    if not side.public:
        panels += _for_the_office(filters)
    asked = [("q", query)] if query else []
    blank = Listing(query, (), 0, panels, _chips(panels, asked, pairs, side), pairs=[*asked, *pairs])
    if query:
        return _searched(blank, filters, [*asked, *pairs], side, args.get("ab", "0"))
    read = queries.published if side.public else queries.everything
    page = read(filters, before=args.get("vor"), after=args.get("nach"))
    newer = side.link(*pairs, ("nach", page.newer)) if page.newer else None
    older = side.link(*pairs, ("vor", page.older)) if page.older else None
    words = radar.taxonomy()
    found = [cards.of(idea, desk=not side.public, words=words) for idea in page.ideas]
    return replace(blank, cards=found, total=page.total, newer=newer, older=older)


def _chips(
    panels: Sequence[Panel], asked: list[tuple[str, str]], pairs: list[tuple[str, str]], side: Side
) -> list[Chip]:
    chosen = [(panel.name, choice) for panel in panels for choice in panel.options if choice.chosen]
    return [
        Chip(choice.label, side.link(*asked, *(p for p in pairs if p != (name, choice.value))))
        for name, choice in chosen
    ]


def _searched(blank: Listing, filters: Filters, pairs: list[tuple[str, str]], side: Side, start: str) -> Listing:
    """Ask the index, load the rows that this reader may see, mark the hits."""
    if not (start.isdecimal() and len(start) < 4 and int(start) < HITS):  # noqa: PLR2004 - at most the best 200 hits
        raise NotThere
    offset = int(start)
    page = indexing.find(
        parse(blank.query),
        audience=side.audience,
        kind="idea",
        facets=facets_of(filters),
        offset=offset,
        limit=queries.PAGE,
    )
    ideas = queries.by_ids([int(hit.id.split(":")[1]) for hit in page.hits], public=side.public)
    further = offset + queries.PAGE
    return replace(
        blank,
        cards=[_card(idea, page.query, side) for idea in ideas],
        total=page.total,
        newer=side.link(*pairs, ("ab", str(offset - queries.PAGE))) if offset >= queries.PAGE else None,
        older=side.link(*pairs, ("ab", str(further))) if further < min(page.total, HITS) else None,
        relaxed=page.relaxed,
        ready=page.ready,
        capped=page.total > HITS,
        suggestion=Chip(page.suggestion, side.link(("q", page.suggestion), *pairs[1:])) if page.suggestion else None,
    )


def facets_of(filters: Filters) -> dict[str, list[str]]:
    """Return the filters as the index knows them; documents.py writes the same names."""
    named = {
        "category": filters.categories,
        "area": filters.areas,
        "district": filters.districts,
        "stage": filters.stages,
        "source": filters.sources,
        "assigned": filters.assigned,
        "keyword": filters.keywords,
    }
    return {name: [str(value) for value in values] for name, values in named.items() if values}


def _card(idea: Idea, parsed: ParsedQuery, side: Side) -> Card:
    """Return a card with the hits marked."""
    title = _marked(highlight(idea.listed_title, parsed))
    text = _marked(excerpt(idea.german_text or idea.text, parsed))
    return cards.of(idea, title, text, desk=not side.public)


def _marked(pieces: Sequence[tuple[str, bool]]) -> Markup:
    """Turn pieces into HTML with the hits marked; every piece is escaped."""
    return Markup("").join(Markup("<mark>{}</mark>").format(piece) if hit else escape(piece) for piece, hit in pieces)
