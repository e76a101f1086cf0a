"""What every change of the circles does: one after the other, told to the index and to all pages that show it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from circles import queries
from circles.models import STATE_WORDS, Deliverable, OrderState, WorkOrder
from core import indexing, versions
from core.db import db
from core.errors import NotThere, Refused
from core.things import Thing

SUBJECTS = ("circles", "dialogues", "ideas")
"""Pages of visions and ideas show what came of them, so they change with an order."""
TURN = "circles"


def take_turn() -> None:
    """Let one change of the circles wait for the other; a row.s lock does it."""
    versions.turn(TURN)


def changed(*things: Thing) -> None:
    """Store what changed, then tell the index and the caches of every page that shows it."""
    db.session.flush()
    for subject in SUBJECTS:
        versions.up(subject)
    for thing in things:
        indexing.changed(thing)


def order_thing(number: int) -> Thing:
    """Return an order as the rest of the house points at it."""
    return Thing("order", number)


def locked_order(number: int, version: int | None = None) -> WorkOrder:
    """Return an order as it stands now, its row locked; Refused when it changed since `version`."""
    wanted = select(WorkOrder).where(WorkOrder.id == number).with_for_update(of=WorkOrder)
    options = (selectinload(WorkOrder.places), selectinload(WorkOrder.circle), selectinload(WorkOrder.vision))
    found = db.session.scalars(wanted.options(*options).execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotThere
    if version is not None and found.version != version:
        raise Refused(queries.meanwhile(order_thing(number), f"Der Auftrag steht auf „{STATE_WORDS[found.state]}“."))
    return found


def refuse_ended(order: WorkOrder) -> None:
    """Refuse to change an order that is over."""
    if order.state is OrderState.ENDED:
        raise Refused("Dieser Auftrag ist abgeschlossen. Er lässt sich nicht mehr ändern.")


def locked_deliverable(number: int, version: int | None = None) -> Deliverable:
    """Return a result with its measures as it stands now, its row locked; Refused when it changed since `version`."""
    wanted = select(Deliverable).where(Deliverable.id == number).with_for_update(of=Deliverable)
    found = db.session.scalars(
        wanted.options(selectinload(Deliverable.measures)).execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotThere
    if version is not None and found.version != version:
        raise Refused(queries.meanwhile(Thing("deliverable", number), "Bitte schauen Sie das Ergebnis noch einmal an."))
    return found
