"""Builds circles, orders and results through the services, as the office would: make_order(...), make_deliverable(...)."""

from __future__ import annotations

import itertools
from datetime import timedelta

from circles import queries, services
from circles.services import DeliverableDraft, MeasureDraft, OrderDraft
from core import clock
from core.db import writing
from core.journal import Who
from radar import queries as radar

OFFICE = Who("office")
_numbers = itertools.count(1)


def make_circle(field: str = "wissen", name: str = "") -> int:
    """Set up the circle of a Handlungsfeld, or return the one that is there."""
    found = next(one for one in radar.taxonomy().every_field if one.key == field)
    with writing():
        return services.found(found.id, OFFICE, name).id


def order_draft(
    title: str = "Hilfe beim Handy", kind: str = "Maßnahmenkonzept", days: int = 90, seats: int = 5
) -> OrderDraft:
    """Return what an order says that begins today and lasts some days."""
    kind_id = next(one.id for one in queries.kinds(active=False) if one.name == kind)
    today = clock.today()
    ends_on = (today + timedelta(days=days)).isoformat()
    return OrderDraft(title, "Wo fehlt Hilfe beim Handy?", kind_id, today.isoformat(), ends_on, seats)


def make_order(
    vision_id: int | None = None,
    *,
    field: str = "wissen",
    title: str = "Hilfe beim Handy",
    started: bool = True,
    seats: int = 5,
    days: int = 90,
) -> int:
    """Write an order for the circle of a Handlungsfeld (a vision's own field wins) and start it; return its number."""
    if vision_id is not None:
        area = radar.taxonomy().area(queries.vision(vision_id).main_area_id)
        field = area.field_key if area else field
    circle_id = make_circle(field)
    with writing():
        draft = order_draft(title, days=days, seats=seats)
        number = services.plan(circle_id, draft, OFFICE, vision_id=vision_id, nonce=f"order-{next(_numbers)}").id
    if started:
        with writing():
            services.start(number, OFFICE)
    return number


def make_deliverable(order_id: int, *, released: bool = True, title: str = "So hilft jemand in Ruhe weiter") -> int:
    """Write an order's result with two measures, and release it, which ends the order; return its number."""
    with writing():
        draft = DeliverableDraft(
            title, "In sieben von zehn Stadtbezirken gibt es Hilfe.", "## Was fehlt\n\nFeste Zeiten."
        )
        number = services.write(order_id, draft, OFFICE).id
        services.add_measure(
            number, MeasureDraft("Ein fester Ort je Stadtbezirk", "Stadtbibliothek", "in drei Jahren"), OFFICE
        )
        services.add_measure(
            number, MeasureDraft("Freiwillige werden geschult", "Freiwilligenagentur", "ab Start"), OFFICE
        )
    if released:
        with writing():
            services.release(number, OFFICE)
    return number
