"""What the search index holds of an actor for the office, and how the rest of the house speaks of this room's things.

What everybody may search stands in compass/page_documents.py. A restricted entry is only kept: no search finds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from compass import page_documents, queries
from compass.models import MARK_WORDS, Actor, Challenge, JoinRequest
from core import slots
from core.db import db
from core.search.index import SearchDoc
from core.things import Kind

BATCH = 200


def documents(ids: Sequence[int] | None) -> Iterator[SearchDoc]:
    """Yield the documents of some actors, or of all in batches."""
    if ids is not None:
        yield from _some(ids)
        return
    last = 0
    while batch := list(db.session.scalars(select(Actor.id).where(Actor.id > last).order_by(Actor.id).limit(BATCH))):
        yield from _some(batch)
        last = batch[-1]
        db.session.expunge_all()


def _some(ids: Sequence[int]) -> Iterator[SearchDoc]:
    options = (selectinload(Actor.areas), selectinload(Actor.competences), selectinload(Actor.consents))
    wanted = select(Actor).where(Actor.id.in_(ids), Actor.restricted_at.is_(None))
    further: list[Mapping[int, str]] = slots.parts("compass.document", actor_ids=ids)
    for actor in db.session.scalars(wanted.options(*options)):
        yield document(actor, [part[actor.id] for part in further if actor.id in part])


def document(actor: Actor, further: Sequence[str] = ()) -> SearchDoc:
    """Return one actor as the office's search wants it: neither contact nor note; `further` is what wings add."""
    agreed = {consent.purpose for consent in actor.consents if consent.withdrawn_at is None}
    return SearchDoc(
        id=f"actor:{actor.id}",
        kind="actor",
        title=actor.name,
        text="\n".join([actor.about, actor.everyday_expertise, *queries.spoken(actor.competences), *further]),
        facets={
            "sector": [actor.sector.value],
            "actor_kind": [actor.kind.value],
            "area": [str(area.id) for area in actor.areas],
            "mark": [name for name in MARK_WORDS if getattr(actor, name)],
            "consent": [purpose.value for purpose in agreed] or ["none"],
        },
        visibility=frozenset({"desk"}),
        changed=actor.changed_at,
    )


def _names(ids: Sequence[int]) -> dict[int, str]:
    return dict(db.session.execute(select(Actor.id, Actor.name).where(Actor.id.in_(ids))).all())


def _requests(ids: Sequence[int]) -> dict[int, str]:
    return dict(db.session.execute(select(JoinRequest.id, JoinRequest.name).where(JoinRequest.id.in_(ids))).all())


def _challenges(ids: Sequence[int]) -> dict[int, str]:
    return dict(db.session.execute(select(Challenge.id, Challenge.title).where(Challenge.id.in_(ids))).all())


ROOT = "/buero/netzwerk"
KINDS = (
    Kind("actor", "Akteur*in", _names, lambda number: f"{ROOT}/{number}", documents),
    Kind(
        page_documents.KIND, "Öffentlicher Eintrag", _names, lambda number: f"{ROOT}/{number}", page_documents.documents
    ),
    Kind("join_request", "Selbsteintragung", _requests, lambda number: f"{ROOT}/selbsteintragungen/{number}"),
    Kind("challenge", "Herausforderung", _challenges, lambda number: f"/buero/herausforderungen/{number}"),
)
