"""The office keeps the list of kinds of results: add, rename, switch off, order."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from circles import queries, services
from circles.desk_orders import onward, overtaken, require
from circles.forms import ActForm, KindForm
from circles.models import ResultKind
from core import accounts
from core.audience import desk
from core.rights import Right
from core.things import Thing

PAGE = "/buero/zirkel/ergebnisarten"
door = desk("result_kinds", __name__, reads=Right.CIRCLES_EDIT, writes=Right.CIRCLES_EDIT, url_prefix=PAGE)


@door.get("")
def index() -> str:
    """Show the list, rows that are off too."""
    return render_template("circles/kinds.html", kinds=queries.kinds(active=False), form=ActForm())


@door.get("/neu")
def new() -> str:
    """Show the form for a new row."""
    return _page(KindForm().fit(), None)


@door.post("/neu")
def add() -> Response | tuple[str, int]:
    """Put a row at the end."""
    form = KindForm(request.form).fit()
    if not form.validate():
        form.refresh()
        return _page(form, None), 422
    services.add_kind(form.draft(), accounts.require().who)
    return onward(PAGE, "hinzugefuegt")


@door.get("/<int:number>")
def kind(number: int) -> str:
    """Show the form for one row."""
    row = queries.kind(number)
    return _page(KindForm(obj=row).fit(number), row)


@door.post("/<int:number>")
def change(number: int) -> Response | tuple[str, int]:
    """Store one row."""
    row, form = queries.kind(number), KindForm(request.form).fit(number)
    if not form.validate():
        form.refresh()
        return _page(form, row), 422
    first = overtaken(form, row.version, Thing("result_kind", number), f"Der Eintrag heißt jetzt „{row.name}“.")
    if first:
        return _page(form, row, first), 409
    services.change_kind(number, form.draft(), accounts.require().who, form.version.data or 0)
    return onward(PAGE, "gespeichert")


@door.post("/<int:number>/<any(hoch, runter):direction>")
def move(number: int, direction: str) -> Response:
    """Let a row change places with its neighbour."""
    require(ActForm(request.form))
    services.move_kind(number, accounts.require().who, up=direction == "hoch")
    return onward(PAGE, "verschoben")


def _page(form: KindForm, row: ResultKind | None, first: str | None = None) -> str:
    return render_template("circles/kind.html", form=form, row=row, first=first)
