"""From a list's address to a file on its way: which ideas, which columns, an answer that is written as it is sent."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response
from sqlalchemy import Select

from core import clock, indexing
from core.config import settings
from core.forms import clean
from core.search.query import parse
from ideas import listing
from ideas import queries as ideas
from ideas.exports import queries, stream
from ideas.exports.columns import ADDRESS, DESK, PUBLIC
from ideas.exports.formats import FORMS
from ideas.exports.stream import Stream
from ideas.models import Idea


def numbers(args: listing.Args, side: listing.Side) -> Select[int]:
    """Return the statement for the ideas of a list: narrowed as its page, a search with its best hits."""
    filters = listing.wanted(args, side)
    question = str(clean(args.get("q", "")))[: listing.LONGEST_QUERY]
    chosen = ideas.ids_of(filters, public=side.public)
    if not question:
        return chosen
    found = indexing.find(
        parse(question),
        audience=side.audience,
        kind="idea",
        facets=listing.facets_of(filters),
        limit=listing.HITS,
    )
    return chosen.where(Idea.id.in_([int(hit.id.split(":")[1]) for hit in found.hits]))


def opened(wanted: Select[int], *, public: bool, addresses: bool = False) -> Stream:
    """Begin an export with the columns this reader may have."""
    columns = PUBLIC if public else (*DESK, ADDRESS) if addresses else DESK
    return stream.opened(wanted, columns, settings().base_url.rstrip("/"), addresses=addresses)


def answer(going: Stream, form: str) -> Response:
    """Return the file as an answer that is written while it is sent; a reader who leaves frees the connection."""
    written = FORMS[form].write(going)
    pieces = _begun(next(written, b""), written)
    response = Response(pieces, mimetype=FORMS[form].mimetype)
    name = f"ideen-{clock.today().isoformat()}.{form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.call_on_close(going.close)
    return response


def _begun(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def in_words(args: listing.Args) -> str:
    """Return what a list is narrowed to, for the note about the export."""
    found = listing.of(args, listing.DESK)
    asked = [f"Suche: {found.query}"] if found.query else []
    return ", ".join([*asked, *(chip.label for chip in found.chips)])


def how_many(args: listing.Args) -> int:
    """Return how many ideas of the office's list would go out."""
    return queries.how_many(numbers(args, listing.DESK))
