"""The office words the kinds of ties: labels from both ends, between which kinds, order, on or off; never deleted."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import tie_types
from compass.forms import PressedForm
from compass.models import KIND_WORDS
from compass.roles import queries, services
from compass.roles.forms import TypeForm
from core import accounts
from core.audience import desk
from core.errors import FormExpired
from core.rights import Right

ROOT = "/buero/netzwerk/verbindungsarten"
door = desk("compass_tie_types", __name__, reads=Right.NETWORK_EDIT, writes=Right.NETWORK_EDIT, url_prefix=ROOT)
AGAIN = "Die Seite war zu lange offen. Bitte laden Sie sie neu und drücken Sie noch einmal."


@door.get("")
def index() -> str:
    """Show every kind of tie with how often it is used."""
    return render_template(
        "compass/roles/types.html",
        types=list(tie_types.types().values()),
        numbers=queries.how_often(),
        words=KIND_WORDS,
        press=PressedForm(),
    )


@door.get("/neu")
def new() -> str:
    """Show the form for a new kind of tie."""
    return render_template("compass/roles/type.html", form=TypeForm(), row=None)


@door.post("/neu")
def add() -> Response | tuple[str, int]:
    """Make a new kind of tie."""
    form = TypeForm(request.form)
    if not form.validate():
        form.refresh()
        return render_template("compass/roles/type.html", form=form, row=None), 422
    services.add_type(_draft(form), accounts.require().who)
    return _back("hinzugefuegt")


@door.get("/<key>")
def edit(key: str) -> str:
    """Show the form for a kind of tie."""
    row = queries.kind_row(key)
    form = TypeForm(obj=row)
    return render_template("compass/roles/type.html", form=form, row=row)


@door.post("/<key>")
def change(key: str) -> Response | tuple[str, int]:
    """Change a kind of tie; every page says it so at once."""
    row, form = queries.kind_row(key), TypeForm(request.form)
    if not form.validate():
        form.refresh()
        return render_template("compass/roles/type.html", form=form, row=row), 422
    services.change_type(key, _draft(form), accounts.require().who, form.version.data)
    return _back("gespeichert")


@door.post("/<key>/<any(hoch, runter):direction>")
def move(key: str, direction: str) -> Response:
    """Let a kind of tie change places with its neighbour."""
    if not PressedForm(request.form).validate():
        raise FormExpired(AGAIN)
    services.move_type(key, accounts.require().who, up=direction == "hoch")
    return _back("verschoben")


def _draft(form: TypeForm) -> services.TypeDraft:
    outward = form.outward.data or ""
    first, second = (tuple(field.data or ()) for field in (form.from_kinds, form.to_kinds))
    return services.TypeDraft(outward, form.inward.data or outward, first, second, active=bool(form.active.data))


def _back(notice: str) -> Response:
    return redirect(url_for("compass_tie_types.index", notiz=notice), 303)
