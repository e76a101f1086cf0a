"""The office prepares one answer for many ideas, looks at each, and publishes all of them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.errors import FormExpired
from core.rights import Right
from ideas import listing
from ideas import queries as ideas
from ideas.answering import queries, services, wording
from ideas.answering.desk import words
from ideas.answering.forms import AskedForm, BatchForm, OwnForm, PrepareForm, PublishForm, RewordForm
from ideas.answering.models import Batch, Member
from ideas.answering.services.giving import GIVES
from ideas.models import Idea
from ideas.narrowing import Filters
from ideas.stages import FOLLOWS, SHOWN, WORDS, Stage

door = desk(
    "ideas_batches", __name__, reads=Right.IDEAS_MODERATE, writes=Right.IDEAS_MODERATE, url_prefix="/buero/antworten"
)
OFFERED = [stage for stage in Stage if stage in GIVES]
AGAIN = "Das Formular war zu lange offen. Bitte laden Sie die Seite neu."
AT_ONCE = 50


@dataclass(frozen=True)
class Preview:
    """One idea of a draft: what would be said, whether the step is possible, whether it stands already."""

    member: Member
    idea: Idea
    short: str
    text: str
    may: bool


def plan(form: BatchForm) -> services.Plan:
    """Return what the form says to all."""
    return services.Plan(words(form), form.wanted() or Stage.ANSWERED, form.place.data or "", form.day())


def previews(batch: Batch) -> Sequence[Preview]:
    """Return the draft's answers as they would stand, in the order of the ideas' numbers."""
    members = queries.members(batch.id)
    found = {idea.id: idea for idea in ideas.by_ids([one.idea_id for one in members], public=False)}
    return [_preview(batch, one, found[one.idea_id]) for one in members if one.idea_id in found]


def _preview(batch: Batch, member: Member, idea: Idea) -> Preview:
    text = wording.placed(member.own_text or batch.text, idea)
    return Preview(member, idea, wording.placed(batch.short, idea), text, batch.stage in FOLLOWS[idea.stage])


def _choosing(form: PrepareForm) -> str:
    filters = listing.filters_of(request.args, SHOWN)
    if not filters.stages:
        filters = Filters(filters.categories, filters.areas, filters.districts, (Stage.PUBLISHED,))
    page = ideas.published(filters, before=request.args.get("vor"), size=AT_ONCE)
    form.offer(OFFERED, keeps=False)
    link = listing.Side("/buero/antworten/neu", SHOWN, "desk")
    pairs = [(name, value) for name in ("art", "thema", "bezirk", "stand") for value in request.args.getlist(name)]
    older = link.link(*pairs, ("vor", page.older)) if page.older else None
    return render_template(
        "ideas/answering/prepare.html", form=form, found=page.ideas, words=WORDS, total=page.total, older=older
    )


@door.get("")
def index() -> str:
    """Show the drafts, those that wait first."""
    return render_template("ideas/answering/drafts.html", drafts=queries.drafts(), words=WORDS)


@door.get("/neu")
def new() -> str:
    """Show ideas to choose from, and the form for the words."""
    return _choosing(PrepareForm())


@door.post("/neu")
def prepare() -> Response | tuple[str, int]:
    """Store a draft; nothing is published."""
    form = PrepareForm(request.form)
    form.offer(OFFERED, keeps=False)
    if not form.validate():
        form.refresh()
        return _choosing(form), 422
    batch = services.prepare(form.chosen(), plan(form))
    return redirect(url_for("ideas_batches.look", number=batch.id, notiz="vorbereitet"), 303)


@door.get("/<int:number>")
def look(number: int) -> str:
    """Show every answer as it would stand, and one button for all."""
    batch = queries.batch(number)
    shown = previews(batch)
    waiting = [one for one in shown if one.member.given_at is None]
    forms = {"publish": PublishForm(), "away": AskedForm()}
    return render_template(
        "ideas/answering/batch.html", batch=batch, shown=shown, waiting=waiting, words=WORDS, **forms
    )


@door.post("/<int:number>")
def publish(number: int) -> Response:
    """Publish what was looked at; what somebody changed meanwhile is left out and named."""
    form = PublishForm(request.form)
    if not form.validate():
        raise FormExpired(AGAIN)
    services.publish(number, form.versions(), accounts.require().who)
    return redirect(url_for("ideas_batches.look", number=number), 303)


@door.get("/<int:number>/aendern")
def reread(number: int) -> str:
    """Show the words for all to change them."""
    batch = queries.batch(number)
    form = RewordForm(obj=batch, role=batch.role, on=_day(batch), version=batch.version)
    form.offer(OFFERED, keeps=False)
    return render_template("ideas/answering/reword.html", batch=batch, form=form)


def _day(batch: Batch) -> date | None:
    return date.fromisoformat(batch.on) if batch.on else None


@door.post("/<int:number>/aendern")
def reword(number: int) -> Response | tuple[str, int]:
    """Store other words for all."""
    batch = queries.batch(number)
    form = RewordForm(request.form, role=batch.role)
    form.offer(OFFERED, keeps=False)
    if not form.validate():
        form.refresh()
        return render_template("ideas/answering/reword.html", batch=batch, form=form), 422
    services.reword(number, plan(form), form.version.data or 0)
    return redirect(url_for("ideas_batches.look", number=number, notiz="entwurf-geaendert"), 303)


@door.get("/<int:number>/idee/<int:idea_id>")
def apart(number: int, idea_id: int) -> str:
    """Show one idea of a draft beside the words for it."""
    return _apart(number, idea_id, None)


def _apart(number: int, idea_id: int, form: OwnForm | None) -> str:
    batch, member = queries.batch(number), queries.member(number, idea_id)
    idea = ideas.one(idea_id, public=False)
    form = form or OwnForm(own_text=member.own_text)
    return render_template(
        "ideas/answering/apart.html", batch=batch, member=member, idea=idea, form=form, out=AskedForm()
    )


@door.post("/<int:number>/idee/<int:idea_id>")
def keep_apart(number: int, idea_id: int) -> Response | tuple[str, int]:
    """Store words of its own for one idea."""
    form = OwnForm(request.form)
    if not form.validate():
        form.refresh()
        return _apart(number, idea_id, form), 422
    services.keep_apart(number, idea_id, form.own_text.data or "")
    return redirect(url_for("ideas_batches.look", number=number, notiz="entwurf-geaendert"), 303)


@door.post("/<int:number>/idee/<int:idea_id>/heraus")
def take_out(number: int, idea_id: int) -> Response:
    """Take an idea out of the draft."""
    if not AskedForm(request.form).validate():
        raise FormExpired(AGAIN)
    services.take_out(number, idea_id)
    return redirect(url_for("ideas_batches.look", number=number, notiz="entwurf-geaendert"), 303)


@door.post("/<int:number>/verwerfen")
def throw_away(number: int) -> Response:
    """Delete a draft."""
    if not AskedForm(request.form).validate():
        raise FormExpired(AGAIN)
    services.throw_away(number)
    return redirect(url_for("ideas_batches.index", notiz="entwurf-verworfen"), 303)
