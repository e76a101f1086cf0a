"""What the search index holds of circles, orders and results, and how the rest of the house speaks of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from circles import address
from circles.models import Circle, Deliverable, ResultKind, WorkOrder
from core.db import db
from core.search.index import SearchDoc
from core.things import Kind

BATCH = 200
EVERYBODY, OFFICE = frozenset({"public", "desk"}), frozenset({"desk"})
Row = TypeVar("Row", Circle, WorkOrder, Deliverable)


def _streamed(
    row: type[Row], wanted: Select[Row], make: Callable[[Row], SearchDoc]
) -> Callable[..., Iterator[SearchDoc]]:
    """Return what yields the documents of some rows, or of all in batches."""

    def documents(ids: Sequence[int] | None) -> Iterator[SearchDoc]:
        if ids is not None:
            yield from map(make, db.session.scalars(wanted.where(row.id.in_(ids))))
            return
        last = 0
        while batch := list(db.session.scalars(wanted.where(row.id > last).order_by(row.id).limit(BATCH))):
            yield from map(make, batch)
            last = batch[-1].id
            db.session.expunge_all()

    return documents


def _circle(one: Circle) -> SearchDoc:
    return SearchDoc(f"circle:{one.id}", "circle", one.name, one.about, one.founded_at, EVERYBODY)


def _order(one: WorkOrder) -> SearchDoc:
    changed = one.ended_at or one.started_at or one.made_at
    text = "\n".join(part for part in (one.goal, one.end_note) if part)
    return SearchDoc(f"order:{one.id}", "order", one.title, text, changed, EVERYBODY if one.public else OFFICE)


def _deliverable(one: Deliverable) -> SearchDoc:
    text = "\n".join((one.summary, one.text, *(measure.text for measure in one.measures)))
    visible = EVERYBODY if one.public else OFFICE
    return SearchDoc(f"deliverable:{one.id}", "deliverable", one.title, text, one.changed_at, visible)


def _circle_names(ids: Sequence[int]) -> dict[int, str]:
    return dict(db.session.execute(select(Circle.id, Circle.name).where(Circle.id.in_(ids))).all())


def _order_titles(ids: Sequence[int]) -> dict[int, str]:
    return dict(db.session.execute(select(WorkOrder.id, WorkOrder.title).where(WorkOrder.id.in_(ids))).all())


def _deliverable_titles(ids: Sequence[int]) -> dict[int, str]:
    return dict(db.session.execute(select(Deliverable.id, Deliverable.title).where(Deliverable.id.in_(ids))).all())


def _kind_names(ids: Sequence[int]) -> dict[int, str]:
    return dict(db.session.execute(select(ResultKind.id, ResultKind.name).where(ResultKind.id.in_(ids))).all())


def _desk_deliverable(number: int) -> str:
    row = db.session.get(Deliverable, number)
    return f"{address.desk_order(row.order_id)}/ergebnis" if row else "/buero/zirkel"


KINDS = (
    Kind("circle", "Innovationszirkel", _circle_names, address.desk_circle, _streamed(Circle, select(Circle), _circle)),
    Kind("order", "Arbeitsauftrag", _order_titles, address.desk_order, _streamed(WorkOrder, select(WorkOrder), _order)),
    Kind(
        "deliverable",
        "Ergebnis",
        _deliverable_titles,
        _desk_deliverable,
        _streamed(Deliverable, select(Deliverable).options(selectinload(Deliverable.measures)), _deliverable),
    ),
    Kind("result_kind", "Art des Ergebnisses", _kind_names, lambda number: f"/buero/zirkel/ergebnisarten/{number}"),
)
