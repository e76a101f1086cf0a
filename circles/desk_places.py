"""The office gives places: search the network by name, choose, take a place back."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from circles import address, cards, queries, services
from circles.desk_orders import onward, require
from circles.forms import ActForm, PlaceForm
from compass.models import SECTOR_WORDS
from core import accounts
from core.audience import desk
from core.rights import Right

door = desk(
    "circles_places", __name__, reads=Right.NETWORK_CONTACT, writes=Right.CIRCLES_EDIT, url_prefix="/buero/zirkel"
)


@door.get("/auftrag/<int:number>/plaetze")
def index(number: int) -> str:
    """Show who has a place and, for a name, who could get one."""
    order = queries.order(number, public=False)
    words = request.args.get("q", "")[:100]
    found = queries.free_actors(order, words)
    return render_template(
        "circles/desk_places.html",
        card=cards.of(order, named=True),
        order=order,
        words=words,
        found=found,
        sector_words=SECTOR_WORDS,
        form=ActForm(),
        taking=PlaceForm(),
        most=queries.FOUND,
    )


@door.post("/auftrag/<int:number>/plaetze")
def take(number: int) -> Response:
    """Give an actor a place."""
    form = PlaceForm(request.form)
    require(form)
    services.take(number, form.actor.data or 0, accounts.require().who)
    return onward(f"{address.desk_order(number)}/plaetze", "platz-vergeben")


@door.post("/auftrag/<int:number>/plaetze/<int:place_id>/frei")
def free(number: int, place_id: int) -> Response:
    """Take a place back."""
    require(ActForm(request.form))
    services.free(number, place_id, accounts.require().who)
    return onward(f"{address.desk_order(number)}/plaetze", "platz-frei")
