"""The office changes circles and orders: set up, write, start, call, ask the network, end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from circles import address, queries, services
from circles.desk import vision_wanted
from circles.forms import ActForm, CircleForm, EndForm, OrderForm, VersionForm
from circles.models import GOAL_LENGTH, STATE_WORDS, Circle, WorkOrder
from core import accounts, clock, things
from core.audience import desk
from core.errors import FormExpired
from core.forms import DeskForm, HouseForm
from core.rights import Right
from core.things import Thing
from dialogues import leading
from dialogues.models import Vision

door = desk("circles_edit", __name__, reads=Right.CIRCLES_EDIT, writes=Right.CIRCLES_EDIT, url_prefix="/buero/zirkel")
EXPIRED = "Das Formular war zu lange offen oder gehört zu einer anderen Anmeldung. Bitte laden Sie die Seite neu."


def require(form: HouseForm) -> None:
    """Refuse a button whose token or row version is missing or old; there is nothing to type again."""
    if not form.validate():
        raise FormExpired(EXPIRED)


def onward(page: str, notice: str) -> Response:
    """Lead to a page after something was done."""
    return redirect(f"{page}?notiz={notice}", 303)


def overtaken(form: DeskForm, version: int, thing: Thing, state: str) -> str | None:
    """Return the sentence about who changed a row first, if somebody did; the form sent again then counts."""
    if form["version"].data == version:
        return None
    form["version"].raw_data, form["version"].data = None, version
    form.refresh()
    return queries.meanwhile(thing, state)


@door.post("/einrichten/<int:field_id>")
def found(field_id: int) -> Response:
    """Set up the circle of a Handlungsfeld."""
    require(ActForm(request.form))
    circle = services.found(field_id, accounts.require().who)
    return onward(address.desk_circle(circle.id), "zirkel-eingerichtet")


@door.get("/<int:number>/bearbeiten")
def edit(number: int) -> str:
    """Show the form for a circle's name and sentence."""
    circle = queries.circle(number)
    return _about(circle, CircleForm(obj=circle))


def _about(circle: Circle, form: CircleForm, first: str | None = None) -> str:
    return render_template("circles/desk_about.html", circle=circle, form=form, first=first)


@door.post("/<int:number>/bearbeiten")
def change(number: int) -> Response | tuple[str, int]:
    """Store a circle's name and sentence; the second of two people is told who was first."""
    circle, form = queries.circle(number), CircleForm(request.form)
    if not form.validate():
        form.refresh()
        return _about(circle, form), 422
    first = overtaken(form, circle.version, Thing("circle", number), f"Der Zirkel heißt jetzt „{circle.name}“.")
    if first:
        return _about(circle, form, first), 409
    who = accounts.require().who
    services.change(number, form.name.data or "", form.about.data or "", who, form.version.data or 0)
    return onward(address.desk_circle(number), "gespeichert")


@door.get("/<int:number>/auftrag/neu")
def new(number: int) -> str:
    """Show the form for an order, filled from a vision where one is named: its text, and the Leitfragen of its meeting."""
    circle, vision = queries.circle(number), vision_wanted()
    today = clock.today()
    given: dict[str, Any] = {"begins_on": today + timedelta(days=14), "ends_on": today + timedelta(days=194)}
    if vision:
        goal = leading.joined(vision.text, leading.of_vision(vision), GOAL_LENGTH)
        given |= {"title": vision.title, "goal": goal}
    return _page(circle, OrderForm(**given).fit(), vision)


@door.post("/<int:number>/auftrag/neu")
def plan(number: int) -> Response | tuple[str, int]:
    """Store a new order, once per form."""
    circle, vision, form = queries.circle(number), vision_wanted(), OrderForm(request.form).fit()
    if not form.validate():
        form.refresh()
        return _page(circle, form, vision), 422
    who, vision_id = accounts.require().who, vision.id if vision else None
    order = services.plan(number, form.draft(), who, vision_id=vision_id, nonce=form.nonce)
    return onward(address.desk_order(order.id), "auftrag-geschrieben")


def _page(
    circle: Circle, form: OrderForm, vision: Vision | None, order: WorkOrder | None = None, first: str | None = None
) -> str:
    return render_template("circles/desk_write.html", circle=circle, form=form, vision=vision, order=order, first=first)


def _first(form: DeskForm, order: WorkOrder) -> str | None:
    state = f"Der Auftrag heißt jetzt „{order.title}“ und steht auf „{STATE_WORDS[order.state]}“."
    return overtaken(form, order.version, Thing("order", order.id), state)


@door.get("/auftrag/<int:number>/bearbeiten")
def rewrite(number: int) -> str:
    """Show the form for an order as it stands."""
    order = queries.order(number, public=False)
    days = {name: date.fromisoformat(getattr(order, name)) for name in ("begins_on", "ends_on")}
    form = OrderForm(obj=order, data={**days, "result_kind": order.result_kind_id})
    for name, day in days.items():
        form[name].data = day
    return _page(order.circle, form.fit(order), order.vision, order)


@door.post("/auftrag/<int:number>/bearbeiten")
def store(number: int) -> Response | tuple[str, int]:
    """Store a changed order; the second of two people is told who was first."""
    order = queries.order(number, public=False)
    form = OrderForm(request.form).fit(order)
    if not form.validate():
        form.refresh()
        return _page(order.circle, form, order.vision, order), 422
    if first := _first(form, order):
        return _page(order.circle, form, order.vision, order, first), 409
    services.change_order(number, form.draft(), accounts.require().who, form.version.data or 0)
    return onward(address.desk_order(number), "gespeichert")


@door.post("/auftrag/<int:number>/starten")
def start(number: int) -> Response:
    """Let an order run."""
    form = VersionForm(request.form)
    require(form)
    services.start(number, accounts.require().who, form.version.data)
    return onward(address.desk_order(number), "auftrag-laeuft")


@door.post("/auftrag/<int:number>/<any(aufrufen, verstummen):word>")
def call(number: int, word: str) -> Response:
    """Call everybody to join, or stop it."""
    form = VersionForm(request.form)
    require(form)
    calling = word == "aufrufen"
    services.call(number, accounts.require().who, form.version.data or 0, calling=calling)
    return onward(address.desk_order(number), "aufruf-an" if calling else "aufruf-aus")


@door.post("/auftrag/<int:number>/wen-fragen")
def ask(number: int) -> Response:
    """Make the challenge by which people are sought, and lead to its suggestions."""
    require(VersionForm(request.form))
    challenge = services.ask(number, accounts.require().who)
    return redirect(things.kind("challenge").desk_address(challenge.id), 303)


@door.get("/auftrag/<int:number>/beenden")
def ending(number: int) -> str:
    """Ask what came of an order that ends without a result."""
    order = queries.order(number, public=False)
    return render_template("circles/desk_end.html", order=order, form=EndForm(version=order.version), first=None)


@door.post("/auftrag/<int:number>/beenden")
def end(number: int) -> Response | tuple[str, int]:
    """End an order without a result."""
    order, form = queries.order(number, public=False), EndForm(request.form)
    if not form.validate():
        form.refresh()
        return render_template("circles/desk_end.html", order=order, form=form, first=None), 422
    if first := _first(form, order):
        return render_template("circles/desk_end.html", order=order, form=form, first=first), 409
    services.end(number, form.note.data or "", accounts.require().who, form.version.data)
    return onward(address.desk_order(number), "auftrag-beendet")


@door.post("/auftrag/<int:number>/loeschen")
def drop(number: int) -> Response:
    """Delete an order that never ran."""
    form = VersionForm(request.form)
    require(form)
    circle_id = services.drop(number, accounts.require().who, form.version.data or 0)
    return redirect(url_for("circles_desk.circle", number=circle_id, notiz="auftrag-geloescht"), 303)
