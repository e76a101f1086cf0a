"""What the search index holds of an idea, and how the rest of the house speaks of ideas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from core import slots
from core.db import db
from core.search.index import SearchDoc
from core.things import Kind
from ideas.models import Bundle, Idea, idea_keyword
from ideas.narrowing import NOBODY

BATCH = 200


def titles(ids: Sequence[int]) -> dict[int, str]:
    """Return the titles of ideas."""
    return dict(db.session.execute(select(Idea.id, Idea.title).where(Idea.id.in_(ids))).all())


def documents(ids: Sequence[int] | None) -> Iterator[SearchDoc]:
    """Yield the documents of some ideas, or of all in batches."""
    if ids is not None:
        yield from _some(ids)
        return
    last = 0
    while batch := list(db.session.scalars(select(Idea.id).where(Idea.id > last).order_by(Idea.id).limit(BATCH))):
        yield from _some(batch)
        last = batch[-1]
        db.session.expunge_all()


def _some(ids: Sequence[int]) -> Iterator[SearchDoc]:
    found = select(Idea).where(Idea.id.in_(ids)).options(selectinload(Idea.areas))
    others: dict[int, list[str]] = {}
    for number, words in slots.parts("ideas.words", ids=ids):
        others.setdefault(number, []).append(words)
    keywords: dict[int, list[str]] = {}
    carried = select(idea_keyword.c.idea_id, idea_keyword.c.keyword_id).where(idea_keyword.c.idea_id.in_(ids))
    for number, word in db.session.execute(carried):
        keywords.setdefault(number, []).append(str(word))
    for idea in db.session.scalars(found):
        yield document(idea, others.get(idea.id, ()), keywords.get(idea.id, ()))


def document(idea: Idea, others: Sequence[str] = (), keywords: Sequence[str] = ()) -> SearchDoc:
    """Return one idea as the index wants it, with words that others may add; what is not published is the desk's only."""
    facets = {"stage": [idea.stage.value], "area": [str(area.id) for area in idea.areas]}
    for name, value in (("category", idea.category_id), ("district", idea.district_id)):
        facets[name] = [str(value)] if value else []
    facets["keyword"] = list(keywords)
    facets["assigned"] = [str(idea.assigned_to or NOBODY)]
    facets["source"] = [idea.source_name] if idea.source_name else []
    audience = frozenset({"public", "desk"} if idea.public else {"desk"})
    return SearchDoc(
        id=f"idea:{idea.id}",
        kind="idea",
        title=idea.title,
        text="\n".join(filter(None, (idea.text, idea.place, *others))),
        facets=facets,
        visibility=audience,
        changed=idea.changed_at,
        language=idea.language or "",
        german="\n".join(filter(None, (idea.german_title, idea.german_text))),
    )


def bundle_titles(ids: Sequence[int]) -> dict[int, str]:
    """Return the titles of bundles."""
    return dict(db.session.execute(select(Bundle.id, Bundle.title).where(Bundle.id.in_(ids))).all())


def _bundle_address(number: int) -> str:
    """Return the office's page of a bundle, which is that of its first idea."""
    first = db.session.scalar(select(func.min(Idea.id)).where(Idea.bundle_id == number))
    return f"/buero/ideen/{first}/buendel" if first else "/buero/ideen"


BUNDLE = Kind(name="bundle", noun="Bündel", titles=bundle_titles, desk_address=_bundle_address)
KIND = Kind(
    name="idea", noun="Idee", titles=titles, desk_address=lambda number: f"/buero/ideen/{number}", documents=documents
)
