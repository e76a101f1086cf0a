"""The office answers one idea, and changes an answer."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.rights import Right
from ideas import queries as ideas
from ideas.answering import queries, services
from ideas.answering.forms import ChangeForm, ReplyForm, WordsForm
from ideas.answering.services.giving import KEEPS
from ideas.models import Idea
from ideas.services import Said

door = desk(
    "ideas_answering", __name__, reads=Right.IDEAS_MODERATE, writes=Right.IDEAS_MODERATE, url_prefix="/buero/ideen"
)


def words(form: WordsForm) -> services.Words:
    """Return what the form says."""
    return services.Words(
        form.role.data, form.short.data or "", form.text.data or "", form.costs.data or "", form.period.data or ""
    )


def _form(idea: Idea, sent: bool) -> ReplyForm:
    form = ReplyForm(request.form) if sent else ReplyForm(version=idea.version)
    form.offer(services.onward(idea.stage), keeps=idea.stage in KEEPS)
    return form


def _page(idea: Idea, form: ReplyForm) -> str:
    may = bool(form.stages) or form.keeps
    contact = ideas.contact(idea.id)
    reached = contact is not None and contact.confirmed_at is not None
    return render_template("ideas/answering/answer.html", idea=idea, form=form, may=may, reached=reached)


@door.get("/<int:number>/antwort")
def write(number: int) -> str:
    """Show the form for an answer."""
    idea = ideas.one(number, public=False)
    return _page(idea, _form(idea, sent=False))


@door.post("/<int:number>/antwort")
def give(number: int) -> Response | tuple[str, int]:
    """Publish an answer, with its step when one is chosen."""
    idea = ideas.one(number, public=False)
    form = _form(idea, sent=True)
    if not form.validate():
        form.refresh()
        return _page(idea, form), 422
    said = Said(form.place.data or "", form.day())
    services.give(number, words(form), accounts.require().who, form.wanted(), said, version=form.version.data)
    return redirect(url_for("ideas_desk.read", number=number, notiz="beantwortet"), 303)


@door.get("/<int:number>/antwort/<int:reply_id>")
def reread(number: int, reply_id: int) -> str:
    """Show an answer to change it."""
    idea, reply = ideas.one(number, public=False), queries.one(number, reply_id)
    form = ChangeForm(obj=reply, role=reply.role, version=reply.version)
    return render_template("ideas/answering/change.html", idea=idea, reply=reply, form=form)


@door.post("/<int:number>/antwort/<int:reply_id>")
def change(number: int, reply_id: int) -> Response | tuple[str, int]:
    """Store other words; the ones before stay readable for the office."""
    idea, reply = ideas.one(number, public=False), queries.one(number, reply_id)
    form = ChangeForm(request.form, role=reply.role)
    if not form.validate():
        form.refresh()
        return render_template("ideas/answering/change.html", idea=idea, reply=reply, form=form), 422
    services.change(reply_id, words(form), accounts.require().who, form.version.data or 0)
    return redirect(url_for("ideas_desk.read", number=number, notiz="antwort-geaendert"), 303)
