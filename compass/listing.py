"""The list of actors as a page needs it: search, filters as words, addresses of the pages beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from compass import narrowing, public_filters, queries
from compass.cards import Card, Side, cards
from compass.narrowing import Args
from compass.queries import public
from core import accounts, indexing
from core.errors import NotThere
from core.forms import clean, one_line
from core.panels import Chip, Panel
from core.rights import Right, allows
from core.search.query import parse

LONGEST_QUERY = 200
HITS = 200

PUBLIC = Side("/netzwerk", public=True)
DESK = Side("/buero/netzwerk", public=False)


@dataclass(frozen=True)
class Listing:
    """Everything the list page shows; `asked` are the pairs of its address without the place in the list."""

    query: str
    cards: Sequence[Card]
    total: int
    panels: Sequence[Panel]
    chips: Sequence[Chip]
    before: str | None = None
    after: str | None = None
    ready: bool = True
    asked: Sequence[tuple[str, str]] = ()
    by_contact: bool = False
    suggestion: str = ""

    def address(self, base: str) -> str:
        """Return another page's address with the same question and filters."""
        return Side(base, public=True).link(*self.asked)

    @property
    def contacts(self) -> int:
        """How many people's contact data stand on the page."""
        return sum(bool(one.contact) for one in self.cards)


def desk() -> Side:
    """Return the office's side for whoever looks."""
    viewer = accounts.viewer()
    return replace(DESK, reaches=viewer is not None and allows(viewer.role, Right.NETWORK_CONTACT))


def of(args: Args, side: Side) -> Listing:
    """Return the list for an address: by search when there is a question, else by name."""
    query = str(one_line(clean(args.get("q", ""))))[:LONGEST_QUERY]
    parts = public_filters.parts(args) if side.public else narrowing.further(args)
    panels = narrowing.panels(args, public=side.public, parts=parts)
    filters = narrowing.filters(panels, parts)
    pairs = narrowing.pairs(panels)
    asked = [*([("q", query)] if query else []), *pairs]
    labels = {(panel.name, one.value): one.label for panel in panels for one in panel.options}
    labels |= {(narrowing.EVERY, panel.name): f"{panel.label}: alle davon" for panel in panels if panel.every}
    chips = [Chip(labels[pair], side.link(*(p for p in asked if p != pair))) for pair in pairs]
    blank = Listing(query, (), 0, panels, chips, asked=asked)
    if not query:
        return _by_name(blank, filters, side, args)
    return _by_contact(blank, filters, side) or _searched(blank, filters, side, args.get("ab", "0"))


def on_paper(args: Args) -> Listing:
    """Return the public directory for one printed page: narrowed like the list, without a search."""
    parts = public_filters.parts(args)
    panels = narrowing.panels(args, public=True, parts=parts)
    actors = public.on_paper(narrowing.filters(panels, parts))
    chosen = [Chip(one.label, "") for panel in panels for one in panel.options if one.chosen]
    return Listing("", cards(actors, PUBLIC), len(actors), panels, chosen)


def _by_name(blank: Listing, filters: queries.Filters, side: Side, args: Args) -> Listing:
    page = queries.page(filters, public=side.public, before=args.get("vor"), after=args.get("nach"))
    return replace(
        blank,
        cards=cards(page.actors, side),
        total=page.total,
        before=side.link(*blank.asked, ("vor", page.before)) if page.before else None,
        after=side.link(*blank.asked, ("nach", page.after)) if page.after else None,
    )


def _by_contact(blank: Listing, filters: queries.Filters, side: Side) -> Listing | None:
    """Find whom a number or an address belongs, or belonged, to; None where the reader may not, or nobody has it."""
    if not (side.reaches and queries.is_contact(blank.query)):
        return None
    ids = queries.by_contact(blank.query, filters)
    found = queries.by_ids(ids[: queries.PAGE], public=False)
    return replace(blank, cards=cards(found, side), total=len(ids), by_contact=True) if found else None


def _searched(blank: Listing, filters: queries.Filters, side: Side, start: str) -> Listing:
    """Ask the index, then load the rows that this reader may see now, whatever the index still believes.

    What the index does not know (`filters.also`) narrows its best hits afterwards.
    """
    if not (start.isascii() and start.isdecimal() and len(start) < 4 and int(start) < HITS):  # noqa: PLR2004 - the best 200
        raise NotThere
    offset, size = int(start), queries.PAGE
    audience, kind = ("public", "actor_page") if side.public else ("desk", "actor")
    place = {"offset": 0, "limit": HITS} if filters.also else {"offset": offset, "limit": size}
    facets = narrowing.facets(filters)
    found = indexing.find(parse(blank.query), audience=audience, kind=kind, facets=facets, **place)
    ids, total = [int(hit.id.split(":")[1]) for hit in found.hits], found.total
    if side.public:  # who changed since is not found by what may be withdrawn
        late = indexing.behind(kind, ids)
        ids, total = [number for number in ids if number not in late], total - len(late)
    if filters.also:
        ids = queries.narrowed_ids(ids, filters, public=side.public)
        ids, total = ids[offset : offset + size], len(ids)
    actors = queries.by_ids(ids, public=side.public)
    further = offset + size
    return replace(
        blank,
        cards=cards(actors, side, found.query),
        total=total - (len(ids) - len(actors)),
        before=side.link(*blank.asked, ("ab", str(max(0, offset - size)))) if offset else None,
        after=side.link(*blank.asked, ("ab", str(further))) if further < min(total, HITS) else None,
        ready=found.ready,
        suggestion=found.suggestion,
    )
