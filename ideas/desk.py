"""The office reads: queue, oldest first; place, publish, decline with a reason, next step, bundles, shortened texts."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts, journal, slots
from core.audience import desk
from core.db import after_answer
from core.errors import FormExpired
from core.rights import Right
from core.things import Thing
from ideas import listing, meanwhile, queries, reading, services, together
from ideas.forms import BundleForm, ReadingForm, RedactForm, UnbundleForm

door = desk("ideas_desk", __name__, reads=Right.IDEAS_READ, writes=Right.IDEAS_MODERATE, url_prefix="/buero/ideen")


@door.get("")
def index() -> str | Response:
    """Show the queue; on a wide page the oldest idea is open beside it."""
    return render_template("ideas/queue.html", queue=reading.queue(request.args))


@door.get("/alle")
def everything() -> str:
    """Show all ideas, unpublished ones too, searched and narrowed."""
    return render_template("ideas/everything.html", list=listing.of(request.args, listing.DESK))


@door.get("/<int:number>")
def read(number: int) -> str:
    """Open one idea and note who has it open."""
    idea = queries.one(number, public=False)
    viewer = accounts.require()
    after_answer(lambda: services.claim(number, viewer.who))
    return _page(number, reading.form_for(idea))


def _page(number: int, form: ReadingForm, since: meanwhile.Meanwhile | None = None) -> str:
    idea = queries.one(number, public=False)
    form.offer(idea.stage)
    return render_template(
        "ideas/reading.html", idea=idea, form=form, since=since, **reading.around(idea, request.args)
    )


def _overtaken(number: int, form: ReadingForm) -> tuple[str, int]:
    """Show what somebody else did meanwhile beside what was typed here, which can be sent again."""
    since = meanwhile.of(queries.one(number, public=False), form)
    form.refresh()
    return _page(number, form, since), 409


@door.post("/<int:number>")
def decide(number: int) -> Response | tuple[str, int]:
    """Place the idea and, when a button asks for it, take the next step; the second of two people is told who was first."""
    idea = queries.one(number, public=False)
    form = reading.form_for(idea, request.form)
    form.offer(idea.stage)
    if not (form.validate() and reading.complete(form)):
        form.refresh()
        return _page(number, form), 422
    notice = reading.decide(number, form, accounts.require().who)
    if not notice:
        return _overtaken(number, form)
    onward = reading.next_to_read(request.args) if notice in {"veroeffentlicht", "abgelehnt"} else number
    whose, here = request.args.getlist("zustaendig"), request.args.getlist("ab")
    return redirect(
        url_for("ideas_desk.read", number=onward, notiz=notice, zustaendig=whose, ab=here)
        if onward
        else url_for("ideas_desk.index", notiz=notice, zustaendig=whose),
        303,
    )


@door.get("/<int:number>/buendel")
def beside(number: int) -> str:
    """Show the ideas that wish for the same, and look for more."""
    idea = queries.one(number, public=False)
    asked = request.args.get("q", "")
    return render_template("ideas/bundle.html", **together.bundling(idea, asked, BundleForm()))


@door.post("/<int:number>/buendel")
def bundle(number: int) -> Response | tuple[str, int]:
    """Put the idea together with others."""
    idea, form = queries.one(number, public=False), BundleForm(request.form)
    form.number = number
    if not form.validate():
        form.refresh()
        shown = together.bundling(idea, request.args.get("q", ""), form)
        return render_template("ideas/bundle.html", **shown), 422
    services.bundle([number, *form.others()], form.title.data or "", accounts.require().who)
    return redirect(url_for("ideas_desk.beside", number=number, notiz="zusammengelegt"), 303)


@door.post("/<int:number>/buendel/loesen")
def unbundle(number: int) -> Response:
    """Take the idea out of its bundle again."""
    if not UnbundleForm(request.form).validate():
        raise FormExpired("Das Formular war zu lange offen. Bitte laden Sie die Seite neu.")
    services.unbundle(number, accounts.require().who)
    return redirect(url_for("ideas_desk.beside", number=number, notiz="geloest"), 303)


@door.get("/<int:number>/kuerzen")
def shorten(number: int) -> str:
    """Show title and text to take personal words out."""
    idea = queries.one(number, public=False)
    form, may = together.redacting(idea), together.may_redact(idea)
    return render_template("ideas/redact.html", idea=idea, form=form, may=may)


@door.post("/<int:number>/kuerzen")
def redact(number: int) -> Response | tuple[str, int]:
    """Store the shortened words; the old ones are kept nowhere."""
    idea, form = queries.one(number, public=False), RedactForm(request.form)
    if not form.validate():
        form.refresh()
        return render_template("ideas/redact.html", idea=idea, form=form, may=together.may_redact(idea)), 422
    who = accounts.require().who
    idea = services.redact(number, form.title.data or "", form.text.data or "", who, form.version.data)
    slots.parts("ideas.redacting", idea=idea, who=who)
    return redirect(url_for("ideas_desk.read", number=number, notiz="gekuerzt"), 303)


@door.get("/<int:number>/protokoll")
def story(number: int) -> str:
    """Show who did what to this idea."""
    idea = queries.one(number, public=False)
    entries = journal.entries(Thing("idea", number))
    lines = journal.lines(entries, accounts.names(journal.accounts_in(entries)))
    return render_template("ideas/story.html", idea=idea, lines=lines)
