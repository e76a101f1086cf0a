"""The public list of papers: search, filters as words, pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from core import indexing
from core.forms import clean
from core.search.query import parse
from papers import queries, showing
from papers.models import PaperState
from papers.queries import Filters
from papers.showing import Shown
from radar import queries as radar

LONGEST = 200
HITS = 200
STATES = {"beratung": PaperState.RELEASED, "entschieden": PaperState.DECIDED}
STATE_LABELS = {"beratung": "In Beratung", "entschieden": "Entschieden"}


@dataclass(frozen=True)
class Choice:
    """One word of a filter: where it leads and whether it is chosen."""

    label: str
    address: str
    chosen: bool


@dataclass(frozen=True)
class Listing:
    """Everything the list shows."""

    query: str
    papers: Sequence[Shown]
    states: Sequence[Choice]
    fields: Sequence[Choice]
    older: str | None
    narrowed: bool


def of(args: MultiDict[str, str]) -> Listing:
    """Return the list for an address; words it does not know count as nothing."""
    query = str(clean(args.get("q", "")))[:LONGEST]
    state = args.get("stand", "") if args.get("stand", "") in STATES else ""
    fields = {one.key: one for one in radar.taxonomy().fields}
    field = args.get("feld", "") if args.get("feld", "") in fields else ""
    before = args.get("vor", "")
    number = int(before) if before.isascii() and before.isdecimal() and len(before) < 10 else None  # noqa: PLR2004 - ids are smaller
    areas = [one.id for one in radar.taxonomy().every_area if one.field_key == field] if field else None
    found = queries.papers("public", Filters(STATES.get(state), areas, _hits(query)), before=number)
    here = {"q": query, "stand": state, "feld": field}
    shown = found[: queries.PAGE]
    return Listing(
        query,
        [showing.of(one, "public") for one in shown],
        [
            Choice(label, _to(here, stand="" if key == state else key), key == state)
            for key, label in STATE_LABELS.items()
        ],
        [Choice(one.name, _to(here, feld="" if key == field else key), key == field) for key, one in fields.items()],
        _to(here, vor=str(shown[-1].id)) if len(found) > queries.PAGE else None,
        bool(query or state or field),
    )


def _to(here: dict[str, str], **changed: str) -> str:
    words = {name: value for name, value in {**here, **changed}.items() if value}
    return f"/vorlagen?{urlencode(words)}" if words else "/vorlagen"


def _hits(query: str) -> list[int] | None:
    """Return the numbers of papers that a search finds; None without a search."""
    if not query:
        return None
    found = indexing.find(parse(query), kind="paper", audience="public", limit=HITS)
    return [int(hit.id.partition(":")[2]) for hit in found.hits]
