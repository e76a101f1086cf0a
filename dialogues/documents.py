"""What the search index holds of meetings and visions, and how the rest of the house speaks of this room's things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from core.db import db
from core.search.index import SearchDoc
from core.things import Kind
from dialogues import address
from dialogues.models import Assembly, Dialogue, DialogueState, Thesis, Vision

BATCH = 200
EVERYBODY, OFFICE = frozenset({"public", "desk"}), frozenset({"desk"})


def _real() -> Select[int]:
    """Return the numbers of meetings that are no rehearsal: nobody finds what is only tried."""
    return select(Dialogue.id).where(~Dialogue.rehearsal)


def dialogues(ids: Sequence[int] | None) -> Iterator[SearchDoc]:
    """Yield the documents of some meetings, or of all in batches."""
    wanted = select(Dialogue).options(selectinload(Dialogue.theses)).where(~Dialogue.rehearsal)
    if ids is not None:
        yield from map(_dialogue, db.session.scalars(wanted.where(Dialogue.id.in_(ids)).order_by(Dialogue.id)))
        return
    last = 0
    while batch := list(db.session.scalars(wanted.where(Dialogue.id > last).order_by(Dialogue.id).limit(BATCH))):
        yield from map(_dialogue, batch)
        last = batch[-1].id
        db.session.expunge_all()


def visions(ids: Sequence[int] | None) -> Iterator[SearchDoc]:
    """Yield the documents of some visions, or of all in batches."""
    wanted = select(Vision).options(selectinload(Vision.areas)).where(Vision.dialogue_id.in_(_real()))
    if ids is not None:
        yield from map(_vision, db.session.scalars(wanted.where(Vision.id.in_(ids)).order_by(Vision.id)))
        return
    last = 0
    while batch := list(db.session.scalars(wanted.where(Vision.id > last).order_by(Vision.id).limit(BATCH))):
        yield from map(_vision, batch)
        last = batch[-1].id
        db.session.expunge_all()


def _dialogue(one: Dialogue) -> SearchDoc:
    """Return one meeting; its theses are part of it once it is evaluated, as on its page."""
    theses = [thesis.text for thesis in one.theses] if one.state is DialogueState.CLOSED else []
    text = "\n".join(part for part in (one.about, one.place, *theses) if part)
    held = datetime.fromisoformat(one.held_on).replace(tzinfo=UTC)
    changed = one.closed_at or one.opened_at or held
    return SearchDoc(f"dialogue:{one.id}", "dialogue", one.title, text, changed, EVERYBODY if one.public else OFFICE)


def _vision(one: Vision) -> SearchDoc:
    visible, changed = EVERYBODY if one.public else OFFICE, one.released_at or one.written_at
    facets = {"area": [str(number) for number in dict.fromkeys((one.main_area_id, *(area.id for area in one.areas)))]}
    return SearchDoc(f"vision:{one.id}", "vision", one.title, one.text, changed, visible, facets=facets)


def _dialogue_titles(ids: Sequence[int]) -> dict[int, str]:
    return dict(db.session.execute(select(Dialogue.id, Dialogue.title).where(Dialogue.id.in_(ids))).all())


def _vision_titles(ids: Sequence[int]) -> dict[int, str]:
    return dict(db.session.execute(select(Vision.id, Vision.title).where(Vision.id.in_(ids))).all())


def _theses(ids: Sequence[int]) -> dict[int, str]:
    return dict(db.session.execute(select(Thesis.id, Thesis.text).where(Thesis.id.in_(ids))).all())


def _bodies(ids: Sequence[int]) -> dict[int, str]:
    return dict(db.session.execute(select(Assembly.id, Assembly.name).where(Assembly.id.in_(ids))).all())


def _desk_thesis(number: int) -> str:
    row = db.session.get(Thesis, number)
    return address.desk_dialogue(row.dialogue_id) if row else "/buero/div"


KINDS = (
    Kind("dialogue", "Treffen", _dialogue_titles, address.desk_dialogue, dialogues),
    Kind("vision", "Zukunftsvision", _vision_titles, address.desk_vision, visions),
    Kind("thesis", "These", _theses, _desk_thesis),
    Kind("assembly", "Gremium", _bodies, lambda _: "/buero/div/gremium"),
)
