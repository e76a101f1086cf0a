"""Changes of places: an actor takes one, as long as one is free, or leaves it."""

from __future__ import annotations

from sqlalchemy import select

from circles.models import Place
from circles.services.changing import changed, locked_order, order_thing, refuse_ended, take_turn
from compass.models import Actor
from core import clock, journal
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who


def take(order_id: int, actor_id: int, who: Who) -> Place:
    """Give an actor a place; the same actor twice holds one. Refused when all places are taken."""
    take_turn()
    order = locked_order(order_id)
    refuse_ended(order)
    present = next((place for place in order.places if place.actor_id == actor_id), None)
    if present is not None:
        return present
    if len(order.places) >= order.seats:
        raise Refused(f"Alle {order.seats} Plätze sind besetzt. Erst wenn ein Platz frei wird, kann jemand dazukommen.")
    if db.session.get(Actor, actor_id) is None:
        raise NotThere
    place = Place(order_id=order_id, actor_id=actor_id, taken_at=clock.now())
    order.places.append(place)
    if order.calling and len(order.places) >= order.seats:
        order.calling = False
    journal.note("place.taken", order_thing(order_id), who)
    changed(order_thing(order_id))
    return place


def free(order_id: int, place_id: int, who: Who) -> None:
    """Take a place back; one that is free already stays so."""
    take_turn()
    order = locked_order(order_id)
    refuse_ended(order)
    place = db.session.scalars(select(Place).where(Place.id == place_id, Place.order_id == order_id)).one_or_none()
    if place is not None:
        order.places.remove(place)
        journal.note("place.freed", order_thing(order_id), who)
        changed(order_thing(order_id))
