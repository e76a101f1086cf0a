"""What the search index holds of papers, and how the rest of the house speaks of papers, bodies and council members."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from core.db import db
from core.search.index import SearchDoc
from core.things import Kind
from papers import address, queries
from papers.models import Paper

BATCH = 200
EVERYBODY, OFFICE = frozenset({"public", "desk"}), frozenset({"desk"})


def documents(ids: Sequence[int] | None) -> Iterator[SearchDoc]:
    """Yield the documents of some papers, or of all in batches."""
    if ids is not None:
        yield from map(_document, db.session.scalars(select(Paper).where(Paper.id.in_(ids))))
        return
    last = 0
    while batch := list(db.session.scalars(select(Paper).where(Paper.id > last).order_by(Paper.id).limit(BATCH))):
        yield from map(_document, batch)
        last = batch[-1].id
        db.session.expunge_all()


def _document(one: Paper) -> SearchDoc:
    text = "\n".join(part for part in (one.number, one.summary, one.resolution, one.reasons) if part)
    return SearchDoc(f"paper:{one.id}", "paper", one.subject, text, one.changed_at, EVERYBODY if one.public else OFFICE)


KINDS = (
    Kind("paper", "Vorlage", queries.titles, lambda number: address.paper(number, "desk"), documents),
    Kind("body", "Gremium", queries.body_names, lambda number: f"/buero/vorlagen/gremien/{number}"),
    Kind("council_member", "Ratsmitglied", queries.member_names, lambda number: f"/buero/vorlagen/rat/{number}"),
)
