"""The office looks: the four Handlungsfelder with their circles, one circle with its orders, one order."""

from __future__ import annotations

from flask import render_template, request

from circles import cards, queries
from circles.forms import ActForm, VersionForm
from circles.models import OrderState
from core import accounts, journal, things
from core.audience import desk
from core.rights import Right, allows
from core.things import Thing
from dialogues.models import Vision

door = desk("circles_desk", __name__, reads=Right.CIRCLES_READ, writes=Right.CIRCLES_READ, url_prefix="/buero/zirkel")


def may(right: Right) -> bool:
    """Tell whether this reader holds a right."""
    return allows(accounts.require().role, right)


def vision_wanted() -> Vision | None:
    """Return the vision that ?vision= names, if there is one that may become an order."""
    said = request.args.get("vision", "")
    if not (said.isascii() and said.isdecimal() and len(said) < 10):  # noqa: PLR2004 - ids are smaller
        return None
    return next((one for one in queries.waiting_visions() if one.id == int(said)), None)


@door.get("")
def index() -> str:
    """Show the four Handlungsfelder, each with its circle or the way to set one up; ?vision= is carried along."""
    vision = vision_wanted()
    wanted = queries.circle_of_area(vision.main_area_id) if vision else None
    return render_template(
        "circles/desk.html",
        fields=queries.by_field(),
        vision=vision,
        wanted=wanted,
        form=ActForm(),
        may_edit=may(Right.CIRCLES_EDIT),
    )


@door.get("/<int:number>")
def circle(number: int) -> str:
    """Show one circle: what runs, what waits, what was before, visions that wait for an order."""
    found = queries.circle(number)
    every = [cards.of(one, named=may(Right.NETWORK_CONTACT)) for one in queries.orders(number, public=False)]
    groups = {state: [one for one in every if one.order.state is state] for state in OrderState}
    return render_template(
        "circles/desk_circle.html",
        circle=found,
        running=groups[OrderState.RUNNING],
        waiting=groups[OrderState.PLANNED],
        ended=groups[OrderState.ENDED],
        visions=queries.waiting_visions(found.field_id),
        may_edit=may(Right.CIRCLES_EDIT),
    )


@door.get("/auftrag/<int:number>")
def order(number: int) -> str:
    """Show one order: goal, term, members and balance, result, and what can be done now."""
    found = queries.order(number, public=False)
    may_name = may(Right.NETWORK_CONTACT)
    return render_template(
        "circles/desk_order.html",
        card=cards.of(found, named=may_name),
        order=found,
        form=VersionForm(version=found.version),
        asked=_page_of("challenge", found.challenge_id),
        vision_page=_page_of("vision", found.vision_id),
        may_edit=may(Right.CIRCLES_EDIT),
        may_name=may_name,
    )


def _page_of(kind: str, number: int | None) -> str | None:
    """Return the office's page of a thing of a lower room, None where there is none."""
    known = things.kinds().get(kind)
    return known.desk_address(number) if known and number else None


@door.get("/auftrag/<int:number>/protokoll")
def story(number: int) -> str:
    """Show who did what to this order."""
    found = queries.order(number, public=False)
    entries = journal.entries(Thing("order", number))
    lines = journal.lines(entries, accounts.names(journal.accounts_in(entries)))
    return render_template("circles/story.html", order=found, lines=lines)
