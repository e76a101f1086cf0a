"""The office and the Kickbox: applications oldest first, accept or decline, boxes that run, levels, ends."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts, journal
from core.audience import desk
from core.errors import FormExpired
from core.rights import Right
from core.things import Thing
from kickbox import queries, reading, services
from kickbox.forms import AcceptForm, DeclineForm, DeskButtonForm, DeskEndForm, DeskLevelForm, PlanForm

door = desk("kickbox_desk", __name__, reads=Right.KICKBOX_READ, writes=Right.KICKBOX_EDIT, url_prefix="/buero/kickbox")

AGAIN = "Das Formular war zu lange offen. Bitte laden Sie die Seite neu."


@door.get("")
def index() -> str:
    """Show applications, running and ended boxes."""
    return render_template("kickbox/desk.html", **reading.everything(request.args.get("vor")))


@door.get("/<int:number>")
def read(number: int) -> str:
    """Open one application or one box."""
    return reading.page(number)


def _back(number: int, notice: str) -> Response:
    return redirect(url_for("kickbox_desk.read", number=number, notiz=notice), 303)


@door.post("/<int:number>/annehmen")
def accept(number: int) -> Response | tuple[str, int]:
    """Start the box; the letter with the innovator's own link goes out."""
    form = AcceptForm(request.form)
    if not form.validate():
        return reading.page(number, plan=form), 422
    first_on = form.first_on.data.isoformat() if form.first_on.data else ""
    services.accept(number, reading.plan(form), first_on, accounts.require().who, form.version.data)
    return _back(number, "kickbox-angenommen")


@door.post("/<int:number>/ablehnen")
def decline(number: int) -> Response | tuple[str, int]:
    """Say no, with the reason in a letter."""
    form = DeclineForm(request.form)
    if not form.validate():
        return reading.page(number, decline=form), 422
    services.decline(number, form.refusal.data or "", accounts.require().who, form.version.data)
    return redirect(url_for("kickbox_desk.index", notiz="kickbox-abgelehnt"), 303)


@door.post("/<int:number>/aendern")
def change(number: int) -> Response | tuple[str, int]:
    """Change what the public page says, the Aktionsfeld or the coach."""
    form = PlanForm(request.form, area=queries.box(number, public=False).area_id)
    if not form.validate():
        return reading.page(number, plan=form), 422
    services.change(number, reading.plan(form), accounts.require().who, form.version.data)
    return _back(number, "gespeichert")


@door.post("/<int:number>/stufe")
def reach(number: int) -> Response | tuple[str, int]:
    """Write down that the next level was reached."""
    form = DeskLevelForm(request.form)
    if not form.validate():
        return reading.page(number, level=form), 422
    services.reach(number, form.level.data or 0, form.note.data or "", accounts.require().who)
    return _back(number, "gespeichert")


@door.post("/<int:number>/ende")
def end(number: int) -> Response | tuple[str, int]:
    """Write down how the box ended."""
    form = DeskEndForm(request.form)
    if not form.validate():
        return reading.page(number, end=form), 422
    services.end(number, form.ending.data or "", accounts.require().who, onward=form.said_onward)
    return _back(number, "kickbox-ende")


@door.post("/<int:number>/brief")
def letter(number: int) -> Response:
    """Send the letter again: to confirm while put aside, with the own link while it runs."""
    _checked()
    who = accounts.require().who
    send = services.send_link if queries.box(number, public=False).public else services.vouch
    send(number, who)
    return _back(number, "kickbox-brief")


@door.post("/<int:number>/stufe/<int:level>/satz")
def unsay(number: int, level: int) -> Response:
    """Take the sentence said at a level off the public page."""
    _checked()
    services.unsay(number, level, accounts.require().who)
    return _back(number, "kickbox-satz")


def _checked() -> None:
    if not DeskButtonForm(request.form).validate():
        raise FormExpired(AGAIN)


@door.get("/<int:number>/protokoll")
def story(number: int) -> str:
    """Show who did what to this box."""
    box = queries.box(number, public=False)
    entries = journal.entries(Thing("box", number))
    lines = journal.lines(entries, accounts.names(journal.accounts_in(entries)))
    return render_template("kickbox/story.html", box=box, lines=lines)
