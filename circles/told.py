"""What the circles keep about an actor: for the answer after Art. 15 GDPR, before an erasure and in it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from circles import address
from circles.models import STATE_WORDS, OrderState, Place, WorkOrder
from circles.services.changing import changed, order_thing
from compass.erasing import Hold
from compass.models import Actor
from compass.told import Told, row
from core.db import db


def _places(actor_id: int) -> list[tuple[Place, WorkOrder]]:
    wanted = select(Place, WorkOrder).join(WorkOrder, WorkOrder.id == Place.order_id).where(Place.actor_id == actor_id)
    found = db.session.execute(wanted.options(selectinload(WorkOrder.circle)).order_by(Place.id)).all()
    return [(place, order) for place, order in found]


def told(actor_id: int) -> list[Told]:
    """Return the places an actor has or had in circles."""
    rows = [
        row(
            Innovationszirkel=order.circle.name,
            Auftrag=order.title,
            Stand=STATE_WORDS[order.state],
            Platz_seit=place.taken_at,
        )
        for place, order in _places(actor_id)
    ]
    return [Told("Plätze in Innovationszirkeln", rows)]


def holds(actor_id: int) -> list[Hold]:
    """Return the places in work that is planned or goes on: the office frees them there."""
    return [
        Hold(
            f"Platz im Innovationszirkel „{order.circle.name}“",
            "Machen Sie den Platz dort frei, damit der Zirkel ihn neu besetzen kann.",
            address.desk_order(order.id),
        )
        for _, order in _places(actor_id)
        if order.state is not OrderState.ENDED
    ]


def forget(actor_id: int) -> list[None]:
    """Take an actor out of work that is over; that somebody of its sector was there stays, for the balance it ended with."""
    actor = db.session.get(Actor, actor_id)
    for place, order in _places(actor_id):
        if actor is not None and order.state is OrderState.ENDED:
            order.erased = [*order.erased, actor.sector.value]
            db.session.delete(place)
            changed(order_thing(order.id))
    return []
