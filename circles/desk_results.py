"""The office writes results: text, measures in their order, the release for everybody."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from circles import address, cards, queries, services
from circles.desk_orders import onward, overtaken, require
from circles.forms import ActForm, DeliverableForm, MeasureForm, VersionForm
from circles.models import Deliverable, Measure
from core import accounts
from core.audience import desk
from core.errors import NotThere
from core.forms import DeskForm
from core.rights import Right
from core.things import Thing

door = desk(
    "circles_results", __name__, reads=Right.CIRCLES_EDIT, writes=Right.CIRCLES_EDIT, url_prefix="/buero/zirkel"
)


def _page(number: int) -> str:
    return f"{address.desk_order(number)}/ergebnis"


def _deliverable(number: int) -> Deliverable:
    found = queries.order(number, public=False).deliverable
    if found is None:
        raise NotThere
    return found


@door.get("/auftrag/<int:number>/ergebnis")
def index(number: int) -> str:
    """Show an order's result with its measures, or the form for its first words."""
    order = queries.order(number, public=False)
    if order.deliverable is None:
        return _form(number, DeliverableForm().fit(released=False))
    return render_template(
        "circles/desk_result.html",
        order=order,
        result=order.deliverable,
        written=cards.written(order.deliverable.text),
        form=ActForm(),
        release=VersionForm(version=order.deliverable.version),
    )


@door.get("/auftrag/<int:number>/ergebnis/bearbeiten")
def edit(number: int) -> str:
    """Show the form for a result as it stands."""
    found = _deliverable(number)
    form = DeliverableForm(obj=found).fit(released=found.public)
    return _form(number, form)


def _form(number: int, form: DeliverableForm, first: str | None = None) -> str:
    order = queries.order(number, public=False)
    return render_template("circles/desk_result_form.html", order=order, form=form, first=first)


def _first(form: DeskForm, row: Deliverable) -> str | None:
    return overtaken(form, row.version, Thing("deliverable", row.id), f"Das Ergebnis heißt jetzt „{row.title}“.")


@door.post("/auftrag/<int:number>/ergebnis")
def write(number: int) -> Response | tuple[str, int]:
    """Store a result's text, new or changed."""
    present = queries.order(number, public=False).deliverable
    form = DeliverableForm(request.form).fit(released=bool(present and present.public))
    if not form.validate():
        form.refresh()
        return _form(number, form), 422
    sent_twice = present and form.version.data is None and form.draft() == cards.draft_of(present)
    if present and not sent_twice and (first := _first(form, present)):
        return _form(number, form, first), 409
    services.write(number, form.draft(), accounts.require().who, form.version.data, form.said_note())
    return onward(_page(number), "gespeichert")


@door.get("/auftrag/<int:number>/ergebnis/massnahme/neu")
def new_measure(number: int) -> str:
    """Show the form for a measure."""
    found = _deliverable(number)
    return _measure_form(number, MeasureForm().fit(released=found.public), None)


@door.post("/auftrag/<int:number>/ergebnis/massnahme/neu")
def add_measure(number: int) -> Response | tuple[str, int]:
    """Put a measure at the end."""
    found = _deliverable(number)
    form = MeasureForm(request.form).fit(released=found.public)
    if not form.validate():
        form.refresh()
        return _measure_form(number, form, None), 422
    services.add_measure(found.id, form.draft(), accounts.require().who, form.said_note())
    return onward(_page(number), "hinzugefuegt")


@door.get("/auftrag/<int:number>/ergebnis/massnahme/<int:measure_id>")
def measure(number: int, measure_id: int) -> str:
    """Show the form for one measure as it stands."""
    found, row = _row(number, measure_id)
    form = MeasureForm(obj=row, version=found.version).fit(released=found.public)
    return _measure_form(number, form, row)


@door.post("/auftrag/<int:number>/ergebnis/massnahme/<int:measure_id>")
def change_measure(number: int, measure_id: int) -> Response | tuple[str, int]:
    """Store a measure, or take it out when that button was pressed."""
    found, row = _row(number, measure_id)
    form = MeasureForm(request.form).fit(released=found.public)
    if not form.validate():
        form.refresh()
        return _measure_form(number, form, row), 422
    if first := _first(form, found):
        return _measure_form(number, form, row, first), 409
    who = accounts.require().who
    if form.remove.data:
        services.remove_measure(found.id, measure_id, who, form.said_note(), version=form.version.data)
        return onward(_page(number), "massnahme-entfernt")
    services.change_measure(found.id, measure_id, form.draft(), who, form.said_note(), version=form.version.data)
    return onward(_page(number), "gespeichert")


def _row(number: int, measure_id: int) -> tuple[Deliverable, Measure]:
    found = _deliverable(number)
    row = next((one for one in found.measures if one.id == measure_id), None)
    if row is None:
        raise NotThere
    return found, row


def _measure_form(number: int, form: MeasureForm, row: Measure | None, first: str | None = None) -> str:
    order = queries.order(number, public=False)
    return render_template("circles/desk_measure.html", order=order, form=form, measure=row, first=first)


@door.post("/auftrag/<int:number>/ergebnis/massnahme/<int:measure_id>/<any(hoch, runter):direction>")
def move_measure(number: int, measure_id: int, direction: str) -> Response:
    """Let a measure change places with its neighbour."""
    require(ActForm(request.form))
    found = _deliverable(number)
    services.move_measure(found.id, measure_id, accounts.require().who, up=direction == "hoch")
    return onward(_page(number), "verschoben")


@door.post("/auftrag/<int:number>/ergebnis/freigeben")
def release(number: int) -> Response:
    """Show the result to everybody; this ends the order."""
    form = VersionForm(request.form)
    require(form)
    services.release(_deliverable(number).id, accounts.require().who, form.version.data)
    return onward(_page(number), "ergebnis-frei")
