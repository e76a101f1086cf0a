"""The office sorts: gives an idea to somebody, does the same with many at once, takes a step back."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.errors import FormExpired
from core.rights import Right
from ideas import queries as ideas
from ideas import services as steps
from ideas.sorting import hangings, queries, services
from ideas.sorting.forms import AssignForm, BulkForm, KeywordsForm, UndoForm, words_of

door = desk(
    "ideas_sorting", __name__, reads=Right.IDEAS_MODERATE, writes=Right.IDEAS_MODERATE, url_prefix="/buero/ideen"
)
AGAIN = "Das Formular war zu lange offen oder unvollständig. Bitte laden Sie die Seite neu."


@door.post("/<int:number>/zuweisen")
def assign(number: int) -> Response:
    """Give an idea to a colleague, to oneself or to nobody."""
    form, person = AssignForm(queries.colleagues(), request.form), accounts.require()
    if not form.validate():
        raise FormExpired(AGAIN)
    services.assign(number, form.chosen(person.id), person.who, form.earlier())
    return redirect(url_for("ideas_desk.read", number=number, notiz="zugewiesen"), 303)


@door.post("/<int:number>/rueckgaengig")
def undo(number: int) -> Response:
    """Take the last step back."""
    if not UndoForm(request.form).validate():
        raise FormExpired(AGAIN)
    steps.undo(number, accounts.require().who)
    return redirect(url_for("ideas_desk.read", number=number, notiz="rueckgaengig"), 303)


@door.post("/<int:number>/schlagwoerter")
def keywords(number: int) -> Response | tuple[str, int]:
    """Let an idea carry exactly the words that stand in the field."""
    form = KeywordsForm(request.form)
    if not form.validate():
        form.refresh()
        idea = ideas.one(number, public=False)
        return render_template("ideas/sorting/keywords_again.html", idea=idea, form=form), 422
    services.put(number, words_of(form.words.data), accounts.require().who)
    return redirect(url_for("ideas_desk.read", number=number, notiz="schlagwoerter"), 303)


@door.post("/sammeln")
def together() -> Response | tuple[str, int]:
    """Do the same with all ticked ideas; what somebody changed meanwhile is left out and named."""
    form = BulkForm(queries.colleagues(), request.form)
    act = form.act()
    if not form.validate() or act is None:
        form.refresh()
        return render_template("ideas/sorting/again.html", form=form), 422
    wish = services.Wish(act, **form.choices_made(), reason=form.reason.data or "", keywords=words_of(form.words.data))
    done = services.together(form.seen(), wish, accounts.require().who, form.nonce)
    return redirect(url_for("ideas_sorting.done", number=done.id), 303)


@door.post("/sammeln/<int:number>/rueckgaengig")
def undo_press(number: int) -> Response:
    """Undo what one press did with many ideas."""
    if not UndoForm(request.form).validate():
        raise FormExpired(AGAIN)
    services.undo_press(number, accounts.require().who)
    return redirect(url_for("ideas_sorting.done", number=number), 303)


@door.get("/sammeln/<int:number>")
def done(number: int) -> str:
    """Say what one press did, which ideas it left out, and what became of it when it was undone."""
    return render_template("ideas/sorting/done.html", **hangings.pressed(queries.bulk(number)))
