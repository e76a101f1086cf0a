"""What the search index holds of a box, and how the rest of the house speaks of boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from core.db import db
from core.search.index import SearchDoc
from core.things import Kind
from kickbox.models import SHOWN, Box

BATCH = 200


def titles(ids: Sequence[int]) -> dict[int, str]:
    """Return the titles of boxes."""
    return dict(db.session.execute(select(Box.id, Box.title).where(Box.id.in_(ids))).all())


def documents(ids: Sequence[int] | None) -> Iterator[SearchDoc]:
    """Yield the documents of some boxes, or of all in batches; applications are never in the index."""
    if ids is not None:
        yield from _some(ids)
        return
    last = 0
    while batch := list(db.session.scalars(select(Box.id).where(Box.id > last).order_by(Box.id).limit(BATCH))):
        yield from _some(batch)
        last = batch[-1]
        db.session.expunge_all()


def _some(ids: Sequence[int]) -> Iterator[SearchDoc]:
    shown = select(Box).where(Box.id.in_(ids), Box.state.in_(SHOWN)).options(selectinload(Box.steps))
    for box in db.session.scalars(shown):
        yield document(box)


def document(box: Box) -> SearchDoc:
    """Return one public box as the index wants it, without the innovator."""
    said = [step.note for step in box.steps if step.note]
    return SearchDoc(
        id=f"box:{box.id}",
        kind="box",
        title=box.title,
        text="\n".join(filter(None, (box.text, *said, box.onward, box.ending))),
        facets={"area": [str(box.area_id)] if box.area_id else [], "stage": [box.state.value]},
        visibility=frozenset({"public", "desk"}),
        changed=max(filter(None, (box.asked_at, box.started_at, box.ended_at, *(step.at for step in box.steps)))),
    )


KIND = Kind(
    name="box",
    noun="Kickbox",
    titles=titles,
    desk_address=lambda number: f"/buero/kickbox/{number}",
    documents=documents,
)
