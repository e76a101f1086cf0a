"""In which circles somebody works or worked: on the public page of an actor, only with a Yes of its own."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import joinedload, raiseload

from circles import address
from circles.models import STATE_WORDS, OrderState, Place, WorkOrder
from compass import queries as compass
from compass.models import Actor, Purpose
from core.db import db

MANY = 50


def orders(actor_id: int) -> Sequence[WorkOrder]:
    """Return the orders everybody may see in which an actor has a place, newest first."""
    wanted = (
        select(WorkOrder)
        .join(Place, Place.order_id == WorkOrder.id)
        .where(Place.actor_id == actor_id, (WorkOrder.state != OrderState.PLANNED) | WorkOrder.calling)
        .options(joinedload(WorkOrder.circle), raiseload("*"))
    )
    return db.session.scalars(wanted.order_by(WorkOrder.begins_on.desc(), WorkOrder.id.desc()).limit(MANY)).all()


def section(actor: Actor) -> list[Markup]:
    """Return the circles taken part in, nothing without the Yes to show them; needs the consents loaded."""
    if Purpose.SHOW_CIRCLES not in compass.shown(actor):
        return []
    rows = [(one, STATE_WORDS[one.state], address.order(one)) for one in orders(actor.id)]
    return [Markup(render_template("circles/taken_part.html", rows=rows))] if rows else []  # noqa: S704 - our own template
