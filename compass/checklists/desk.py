"""The office's checklists: all that run, one with its steps, a new one, hung on a thing or on a day of its own."""

from __future__ import annotations

from datetime import date

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass.checklists import lines, queries, services
from compass.checklists.forms import HangForm, MoveForm, NewForm, PressForm
from compass.checklists.models import Checklist
from compass.fields import iso
from core import accounts
from core.audience import desk
from core.errors import FormExpired, NotThere
from core.rights import Right, allows
from core.things import Thing

ROOT = "/buero/netzwerk/checklisten"
AGAIN = "Die Seite war zu lange offen. Bitte laden Sie sie neu und drücken Sie noch einmal."
door = desk("compass_checklists", __name__, reads=Right.NETWORK_READ, writes=Right.NETWORK_EDIT, url_prefix=ROOT)
edit_door = desk(
    "compass_checklists_edit", __name__, reads=Right.NETWORK_EDIT, writes=Right.NETWORK_EDIT, url_prefix=ROOT
)


def may_edit() -> bool:
    """Whether who looks may change lists."""
    return allows(accounts.require().role, Right.NETWORK_EDIT)


@door.get("")
def index() -> str:
    """Show the lists that run, the nearest open step first; or those that are over."""
    over = "fertig" in request.args
    rows = lines.of(queries.running(over=over))
    return render_template("compass/checklists/index.html", rows=rows, over=over, may_edit=may_edit())


@edit_door.get("/neu")
def new() -> str:
    """Show the form for a list on a day of its own."""
    return _new_page(NewForm())


def _new_page(form: NewForm) -> str:
    form.offer("")
    return render_template("compass/checklists/new.html", form=form)


@edit_door.post("/neu")
def begin() -> Response | tuple[str, int]:
    """Hang a list on a title and a day."""
    form = NewForm(request.form)
    if not form.validate() or not form.plan.data:
        form.refresh()
        return _new_page(form), 422
    who = accounts.require().who
    made = services.hang(form.plan.data, who, form.nonce, title=form.title.data or "", on=iso(form.on.data))
    return redirect(url_for("compass_checklists.show", number=made.id, notiz="checkliste-angehaengt"), 303)


@edit_door.post("/an/<kind>/<int:thing_id>")
def hang(kind: str, thing_id: int) -> Response:
    """Hang a list on a thing, from the page of the thing."""
    form = HangForm(request.form)
    if not form.validate() or not form.plan.data:
        raise FormExpired(AGAIN)
    made = services.hang(form.plan.data, accounts.require().who, form.nonce, thing=Thing(kind, thing_id))
    return _back(made, "checkliste-angehaengt")


def _back(row: Checklist, notice: str) -> Response:
    """Lead back to the thing on which a list hangs if the button was there, else to the list."""
    if request.args.get("von") == "sache":
        for line in lines.of([row]):
            if line.address:
                return redirect(f"{line.address}?notiz={notice}#h-checkliste-{row.id}", 303)
    return redirect(url_for("compass_checklists.show", number=row.id, notiz=notice), 303)


@door.get("/<int:number>")
def show(number: int) -> str:
    """Show one list."""
    row = queries.one(number)
    form = None
    if row.thing_id is None and may_edit():
        form = MoveForm(title=row.title, on=date.fromisoformat(row.own_on), version=row.version)
    return _page(row, form)


def _page(row: Checklist, form: MoveForm | None) -> str:
    found = lines.of([row])
    if not found:
        raise NotThere
    return render_template(
        "compass/checklists/show.html", line=found[0], form=form, press=PressForm(), may_edit=may_edit()
    )


@edit_door.post("/<int:number>")
def move(number: int) -> Response | tuple[str, int]:
    """Give a list another title or day."""
    row, form = queries.one(number), MoveForm(request.form)
    if not form.validate():
        form.refresh()
        return _page(row, form), 422
    services.move(number, form.title.data or "", iso(form.on.data), accounts.require().who, form.version.data)
    return redirect(url_for("compass_checklists.show", number=number, notiz="checkliste-verschoben"), 303)


@edit_door.post("/<int:number>/schritte/<int:step>")
def tick(number: int, step: int) -> Response:
    """Note that a step is done, or is not."""
    _pressed()
    services.tick(number, step, accounts.require().who, done="offen" not in request.form)
    return _back(queries.one(number), "schritt-gespeichert")


@edit_door.post("/<int:number>/loeschen")
def remove(number: int) -> Response:
    """Take a list away."""
    _pressed()
    services.remove(number, accounts.require().who)
    return redirect(url_for("compass_checklists.index", notiz="checkliste-geloescht"), 303)


def _pressed() -> None:
    """Refuse a button whose token is no longer good."""
    if not PressForm(request.form).validate():
        raise FormExpired(AGAIN)
