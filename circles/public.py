"""What everybody sees of the circles: the list, one circle with its running order and results, one order."""

from __future__ import annotations

from flask import render_template
from werkzeug.wrappers import Response

from circles import cards, queries
from circles.models import OrderState
from core import answers
from core.audience import public
from core.errors import NotThere

door = public("circles", __name__, url_prefix="/zirkel")
SUBJECTS = ("circles", "compass", "dialogues", "ideas", "papers", "taxonomy")
"""A page names members (compass), what led to an order (dialogues, ideas), what came of it (papers): new when any is."""


@door.get("")
def index() -> str | Response:
    """Show the circles, each with what it works on."""
    kept = answers.unchanged(*SUBJECTS)
    return kept or render_template(
        "circles/index.html",
        fields=[one for one in queries.by_field() if one.circle],
        calls=[cards.of(one) for one in queries.open_calls()],
        results=queries.released_deliverables(limit=5),
    )


@door.get("/<int:number>")
def show(number: int) -> str | Response:
    """Show one circle: about, the running order, open calls, results, newest first."""
    kept = answers.unchanged(*SUBJECTS)
    if kept is not None:
        return kept
    circle = queries.circle(number)
    every = [cards.of(one) for one in queries.orders(number, public=True)]
    results = [one for one in every if one.order.deliverable and one.order.deliverable.public]
    return render_template(
        "circles/circle.html",
        circle=circle,
        field=queries.field_of(circle),
        running=[one for one in every if one.order.state is OrderState.RUNNING],
        calls=[one for one in every if one.order.state is OrderState.PLANNED],
        results=sorted(results, key=cards.released_at, reverse=True),
        ended=[one for one in every if one.order.state is OrderState.ENDED and one not in results],
    )


@door.get("/<int:circle_id>/auftrag/<int:number>")
def order(circle_id: int, number: int) -> str | Response:
    """Show one order: goal, term, members, where it comes from, and its result with the measures."""
    kept = answers.unchanged(*SUBJECTS)
    if kept is not None:
        return kept
    found = queries.order(number, public=True)
    if found.circle_id != circle_id:
        raise NotThere
    result = found.deliverable if found.deliverable and found.deliverable.public else None
    written = cards.written(result.text) if result else None
    return render_template(
        "circles/order.html",
        card=cards.of(found),
        order=found,
        result=result,
        written=written,
        origin=cards.origin(found),
    )
