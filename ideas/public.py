"""What citizens see and send: the list, one idea, the form, looking up by Merk-Code."""

from __future__ import annotations

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from core import answers, clock, slots
from core.audience import public
from core.db import own_transactions, writing
from core.errors import FormExpired
from ideas import address, cards, intake, journey, listing, lookup, queries, services, together
from ideas.forms import CodeForm, IdeaForm, RewriteForm, WithdrawForm

door = public("ideas", __name__, url_prefix="/ideen")


@door.get("")
def index() -> str | Response:
    """Show published ideas: searched, narrowed, page by page. A search has no tag: the index follows the rows later."""
    kept = None if "q" in request.args else answers.unchanged("ideas", "taxonomy", "categories")
    return kept or render_template("ideas/index.html", list=listing.of(request.args))


@door.get("/<int:number>")
def short(number: int) -> Response:
    """Lead a short address to the full one."""
    return redirect(address.of(queries.one(number, public=True)), 301)


@door.get("/<int:number>-<slug>")
def show(number: int, slug: str) -> str | Response:
    """Show one idea and its way so far."""
    marks = slots.parts("ideas.marks", number=number)
    kept = answers.unchanged("ideas", "taxonomy", "categories", marks=marks)
    if kept is not None:
        return kept
    idea = queries.one(number, public=True)
    if slug != address.slug(idea.title):
        return redirect(address.of(idea), 301)
    return render_template("ideas/idea.html", **together.page(idea))


@door.get("/neu")
def new() -> str:
    """Show the form to hand in an idea."""
    return render_template("ideas/new.html", form=IdeaForm(), until=intake.read_until(), helps=cards.helps())


@door.post("/neu")
def take() -> str | tuple[str, int]:
    """Store an idea and show its Merk-Code; sent twice, the same page comes again."""
    form = IdeaForm(request.form)
    if not form.validate():
        form.refresh()
        return render_template("ideas/new.html", form=form, until=intake.read_until(), helps=cards.helps()), 422
    return render_template("ideas/thanks.html", **intake.thanks(intake.take(form), form))


@door.get("/nachsehen")
def look() -> str:
    """Show the field for a Merk-Code."""
    return render_template("ideas/look.html", form=CodeForm())


@door.post("/nachsehen")
@own_transactions
def found() -> str | tuple[str, int]:
    """Show where an idea stands; wrong codes are counted although the answer is no success."""
    form = CodeForm(request.form)
    idea = lookup.find(form) if form.validate() else None
    if idea is None:
        form.refresh()
        return render_template("ideas/look.html", form=form), 422
    return render_template(
        "ideas/found.html",
        idea=idea,
        card=cards.of(idea),
        steps=journey.steps(idea),
        **lookup.may(idea, form.code.data),
    )


@door.post("/nachsehen/aendern")
@own_transactions
def rewrite() -> str | tuple[str, int]:
    """Take a changed text of an idea that could not be published."""
    form = RewriteForm(request.form)
    if not form.validate():
        form.refresh()
        return render_template("ideas/rewrite.html", form=form, helps=cards.helps()), 422
    idea = lookup.by_typed(form.code.data)
    with writing():
        services.rewrite(idea, intake.draft(form))
        slots.parts("ideas.rewritten", idea=idea)
    sentence = (
        f"Wir lesen Ihren neuen Text bis zum {clock.day_in_words(intake.read_until())}. Ihr Merk-Code bleibt derselbe."
    )
    return render_template("ideas/done.html", title="Danke! Der neue Text ist bei uns.", sentence=sentence)


@door.post("/nachsehen/zurueckziehen")
@own_transactions
def withdraw() -> str:
    """Take an idea back for its author."""
    form = WithdrawForm(request.form)
    if not form.validate():
        raise FormExpired("Das Formular war zu lange offen. Bitte sehen Sie noch einmal mit Ihrem Merk-Code nach.")
    idea = lookup.by_typed(form.code.data)
    with writing():
        services.withdraw(idea)
    sentence = "Sie ist nirgends mehr zu sehen. Danke, dass Sie mitgedacht haben."
    return render_template("ideas/done.html", title="Ihre Idee ist zurückgezogen.", sentence=sentence)
