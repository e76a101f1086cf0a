"""The office asks back, and takes an answer into the text where its author allows that."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.errors import FormExpired
from core.rights import Right
from ideas import queries as ideas
from ideas.asking import queries, services
from ideas.asking.forms import AddForm, AskForm
from ideas.stages import ASKABLE, Stage

door = desk(
    "ideas_ask_back", __name__, reads=Right.IDEAS_MODERATE, writes=Right.IDEAS_MODERATE, url_prefix="/buero/ideen"
)


def _page(number: int, form: AskForm) -> str:
    idea = ideas.one(number, public=False)
    may, beside = idea.stage in ASKABLE, idea.stage is not Stage.RECEIVED
    reached = services.reachable(idea)
    return render_template("ideas/asking/ask.html", idea=idea, form=form, may=may, beside=beside, reachable=reached)


@door.get("/<int:number>/rueckfrage")
def write(number: int) -> str:
    """Show the form for a question, and whom it would reach."""
    idea = ideas.one(number, public=False)
    return _page(number, AskForm(version=idea.version, answer_by=queries.answer_by()))


@door.post("/<int:number>/rueckfrage")
def ask(number: int) -> Response | tuple[str, int]:
    """Send the question; the clock stands still."""
    form = AskForm(request.form)
    if not form.validate() or form.answer_by.data is None:
        form.refresh()
        return _page(number, form), 422
    who = accounts.require().who
    services.ask(number, form.question.data or "", form.answer_by.data, who, form.version.data)
    return redirect(url_for("ideas_desk.read", number=number, notiz="gefragt"), 303)


@door.post("/<int:number>/rueckfrage/<int:inquiry_id>/uebernehmen")
def add(number: int, inquiry_id: int) -> Response:
    """Put the answer below the idea's text."""
    if not AddForm(request.form).validate():
        raise FormExpired("Das Formular war zu lange offen. Bitte laden Sie die Seite neu.")
    services.add_to_text(number, inquiry_id, accounts.require().who)
    return redirect(url_for("ideas_desk.read", number=number, notiz="uebernommen"), 303)
