"""The office passes ideas on, reads statements and releases them; what nobody answered stands first."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.errors import FormExpired
from core.rights import Right
from ideas import queries as ideas
from ideas.passing import queries, services, showing
from ideas.passing.forms import ButtonForm, HeardForm, PassForm, ReleaseForm
from ideas.passing.models import Consent
from ideas.passing.services import Order, Statement

door = desk(
    "passing",
    __name__,
    reads=Right.IDEAS_READ,
    writes=Right.IDEAS_MODERATE,
    url_prefix="/buero/ideen/weitergeben",
)


@door.get("")
def index() -> str:
    """Show what was passed on: statements to read, then silence, overdue first."""
    return render_template("ideas/passing/index.html", **showing.overview())


@door.get("/idee/<int:idea_id>")
def new(idea_id: int) -> str:
    """Show the form, with the place that the text smells of."""
    idea = ideas.one(idea_id, public=False)
    return render_template("ideas/passing/pass.html", **showing.passing_on(idea, showing.pass_form(idea)))


@door.post("/idee/<int:idea_id>")
def pass_on(idea_id: int) -> Response | tuple[str, int]:
    """Give the idea to a place."""
    idea = ideas.one(idea_id, public=False)
    form: PassForm = showing.pass_form(idea, request.form)
    if not form.validate() or form.place.data is None or form.due.data is None:
        form.refresh()
        return render_template("ideas/passing/pass.html", **showing.passing_on(idea, form)), 422
    consent = Consent(form.consent.data or Consent.NONE)
    order = Order(form.place.data, form.due.data.isoformat(), form.message.data or "", consent)
    services.pass_on(idea_id, order, accounts.require().who, form.version.data)
    return redirect(url_for("ideas_desk.read", number=idea_id, notiz="weitergegeben"), 303)


@door.get("/<int:number>")
def read(number: int) -> str:
    """Show one passing: what went out, what came back, what everybody reads."""
    passing = queries.one(number)
    return render_template("ideas/passing/one.html", **showing.one(passing))


@door.post("/<int:number>/freigeben")
def release(number: int) -> Response | tuple[str, int]:
    """Release the statement."""
    passing, form = queries.one(number), ReleaseForm(request.form)
    if not form.validate():
        form.refresh()
        return render_template("ideas/passing/one.html", **showing.one(passing, release=form)), 422
    who = accounts.require().who
    services.release(number, form.short.data or "", form.released.data or "", who, form.version.data)
    return redirect(url_for("passing.read", number=number, notiz="freigegeben"), 303)


@door.post("/<int:number>/stellungnahme")
def hear(number: int) -> Response | tuple[str, int]:
    """Keep what a place said on the phone or in a letter."""
    passing, form = queries.one(number), HeardForm(request.form)
    if not form.validate():
        form.refresh()
        return render_template("ideas/passing/one.html", **showing.one(passing, heard=form)), 422
    said = Statement(form.text.data or "", form.role.data or "", bool(form.not_ours.data))
    services.record(number, said, accounts.require().who)
    return redirect(url_for("passing.read", number=number, notiz="stellungnahme"), 303)


@door.post("/<int:number>/erinnern")
def remind(number: int) -> Response:
    """Write to the place once more."""
    _pressed()
    services.remind(number, accounts.require().who)
    return redirect(url_for("passing.read", number=number, notiz="erinnert"), 303)


@door.post("/<int:number>/beenden")
def end(number: int) -> Response:
    """Wait no longer."""
    _pressed()
    services.end(number, accounts.require().who)
    return redirect(url_for("passing.index", notiz="nicht-mehr-warten"), 303)


def _pressed() -> None:
    if not ButtonForm(request.form).validate():
        raise FormExpired("Das Formular war zu lange offen. Bitte laden Sie die Seite neu.")
