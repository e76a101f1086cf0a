"""Addresses of circles and orders: public pages under /zirkel, the office's under /buero/zirkel."""

from __future__ import annotations

from circles.models import WorkOrder


def circle(number: int) -> str:
    """Return a circle's public page."""
    return f"/zirkel/{number}"


def order(one: WorkOrder) -> str:
    """Return an order's public page, which also carries its result."""
    return f"/zirkel/{one.circle_id}/auftrag/{one.id}"


def desk_circle(number: int) -> str:
    """Return a circle's page in the office."""
    return f"/buero/zirkel/{number}"


def desk_order(number: int) -> str:
    """Return an order's page in the office."""
    return f"/buero/zirkel/auftrag/{number}"
