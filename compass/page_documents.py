"""What the search index holds for everybody: of an actor's public page the agreed fields, and nothing of anybody else.

The office searches documents of its own (compass/documents.py). Two kinds instead of one: what a public document does not
hold cannot be found, guessed or counted by anybody, whatever a page forgets to ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from compass import queries
from compass.models import MARK_WORDS, Actor, Purpose
from core.db import db
from core.search.index import SearchDoc

BATCH = 200
KIND = "actor_page"


def documents(ids: Sequence[int] | None) -> Iterator[SearchDoc]:
    """Yield the public documents of some actors, or of all in batches; none of those who did not agree to a page."""
    if ids is not None:
        yield from _some(ids)
        return
    last, agreed = 0, queries.agreed(Purpose.PUBLIC)
    following = select(Actor.id).where(Actor.id.in_(agreed)).order_by(Actor.id).limit(BATCH)
    while batch := list(db.session.scalars(following.where(Actor.id > last))):
        yield from _some(batch)
        last = batch[-1]
        db.session.expunge_all()


def _some(ids: Sequence[int]) -> Iterator[SearchDoc]:
    options = [selectinload(part) for part in (Actor.areas, Actor.competences, Actor.consents, Actor.references)]
    wanted = select(Actor).where(Actor.id.in_(ids), Actor.id.in_(queries.agreed(Purpose.PUBLIC)))
    for actor in db.session.scalars(wanted.options(*options)):
        yield document(actor)


def document(actor: Actor) -> SearchDoc:
    """Return the document of one public page: the name, and of the rest only fields with a Yes of their own."""
    shown = queries.shown(actor)
    parts = [actor.about if Purpose.SHOW_ABOUT in shown else ""]
    if Purpose.SHOW_COMPETENCES in shown:
        parts += [actor.everyday_expertise, *queries.spoken(actor.competences)]
    parts += [row.title for row in actor.references] if Purpose.SHOW_REFERENCES in shown else []
    return SearchDoc(
        id=f"{KIND}:{actor.id}",
        kind=KIND,
        title=actor.name,
        text="\n".join(part for part in parts if part),
        facets={
            "sector": [actor.sector.value],
            "actor_kind": [actor.kind.value],
            "area": [str(area.id) for area in actor.areas],
            "mark": [name for name in MARK_WORDS if getattr(actor, name)],
        },
        visibility=frozenset({"public"}),
        changed=actor.changed_at,
    )
