"""Every change of the circles, by subject: circles and kinds of results, orders, places, results with measures."""

from __future__ import annotations

from circles.drafts import DeliverableDraft, KindDraft, MeasureDraft, OrderDraft
from circles.services.circles import add_kind, change, change_kind, found, move_kind
from circles.services.deliverables import (
    add_measure,
    change_measure,
    move_measure,
    release,
    remove_measure,
    write,
)
from circles.services.orders import ask, call, change_order, drop, end, plan, start
from circles.services.places import free, take

__all__ = [
    "DeliverableDraft",
    "KindDraft",
    "MeasureDraft",
    "OrderDraft",
    "add_kind",
    "add_measure",
    "ask",
    "call",
    "change",
    "change_kind",
    "change_measure",
    "change_order",
    "drop",
    "end",
    "found",
    "free",
    "move_kind",
    "move_measure",
    "plan",
    "release",
    "remove_measure",
    "start",
    "take",
    "write",
]
