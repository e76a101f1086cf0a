"""The office types cards in, one after the other, by keyboard alone; and prints blank ones."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts, clock
from core.audience import desk
from core.db import own_transactions, writing
from core.errors import Unavailable
from core.pdf import Missing
from core.rights import Right
from ideas import codes
from ideas.models import Source
from ideas.stages import Stage
from ideas.typed import queries, services, sheet
from ideas.typed.forms import CardForm, CorrectForm, DefaultsForm, OccasionEditForm, OccasionForm, PrintForm, WordsForm
from ideas.typed.models import Occasion

door = desk("typed", __name__, reads=Right.IDEAS_READ, writes=Right.IDEAS_MODERATE, url_prefix="/buero/ideen/karten")


@door.get("")
def index() -> str:
    """Show the occasions and the form for a new one."""
    form = OccasionForm(held_on=clock.today())
    return render_template("ideas/typed/index.html", occasions=queries.occasions(), form=form)


@door.post("")
def open_occasion() -> Response | tuple[str, int]:
    """Make an occasion and go on to typing."""
    form = OccasionForm(request.form)
    if not form.validate() or form.held_on.data is None:
        form.refresh()
        return render_template("ideas/typed/index.html", occasions=queries.occasions(), form=form), 422
    held_on = form.held_on.data.isoformat()
    made = services.open_occasion(form.name.data or "", held_on, _defaults(form), accounts.require().who)
    return redirect(url_for("typed.cards", number=made.id), 303)


@door.get("/<int:number>")
def cards(number: int) -> str:
    """Show the empty field, and beside it what was typed last."""
    return _page(queries.occasion(number), CardForm())


@door.post("/<int:number>")
def take(number: int) -> str | Response | tuple[str, int]:
    """Store one card and show the empty field again; a code that stands on no paper is shown once, to be read out."""
    occasion, form = queries.occasion(number), CardForm(request.form)
    good, words = form.validate(), _words(form, form.ref.data)
    nonce_hash = codes.nonce_hash(services.nonce_of(form.nonce, words))
    if not (good and form.fits(occasion, nonce_hash)):
        form.refresh()
        return _page(occasion, form), 422
    typed = services.type_in(occasion, words, form.nonce, accounts.require().who)
    if typed.code and occasion.source in {Source.PHONE, Source.MEETING}:
        return _page(occasion, CardForm(), said=codes.grouped(typed.code), saved=typed.idea.id)
    return redirect(url_for("typed.cards", number=number, notiz="getippt"), 303)


def _page(occasion: Occasion, form: CardForm, said: str | None = None, saved: int | None = None) -> str:
    return render_template(
        "ideas/typed/cards.html",
        occasion=occasion,
        form=form,
        last=queries.last_typed(occasion),
        total=queries.how_many(occasion),
        said=said,
        saved=saved,
    )


@door.get("/<int:number>/anlass")
def edit(number: int) -> str:
    """Show what ideas of the occasion begin with."""
    occasion = queries.occasion(number)
    return render_template("ideas/typed/occasion.html", occasion=occasion, form=_edit_form(occasion))


@door.post("/<int:number>/anlass")
def change(number: int) -> Response | tuple[str, int]:
    """Store what ideas typed from now on begin with."""
    occasion = queries.occasion(number)
    form = _edit_form(occasion, sent=True)
    if not form.validate():
        form.refresh()
        return render_template("ideas/typed/occasion.html", occasion=occasion, form=form), 422
    services.set_defaults(number, _defaults(form), accounts.require().who, form.version.data)
    return redirect(url_for("typed.cards", number=number, notiz="gespeichert"), 303)


@door.get("/<int:number>/idee/<int:idea_id>")
def slip(number: int, idea_id: int) -> str:
    """Show a typed card to put a slip right."""
    occasion = queries.occasion(number)
    idea = queries.typed(occasion, idea_id)
    form = CorrectForm(text=idea.text, title=idea.title, version=idea.version)
    may = idea.stage is Stage.RECEIVED
    return render_template("ideas/typed/slip.html", occasion=occasion, idea=idea, form=form, may=may)


@door.post("/<int:number>/idee/<int:idea_id>")
def correct(number: int, idea_id: int) -> Response | tuple[str, int]:
    """Store the corrected words."""
    occasion, form = queries.occasion(number), CorrectForm(request.form)
    idea = queries.typed(occasion, idea_id)
    if not form.validate():
        form.refresh()
        return render_template("ideas/typed/slip.html", occasion=occasion, idea=idea, form=form, may=True), 422
    services.correct(idea_id, _words(form, ""), accounts.require().who, form.version.data)
    return redirect(url_for("typed.cards", number=number, notiz="gespeichert"), 303)


@door.get("/drucken")
def blank() -> str:
    """Ask how many blank cards."""
    return render_template("ideas/typed/print_form.html", form=PrintForm())


@door.post("/drucken")
@own_transactions
def print_cards() -> Response | tuple[str, int]:
    """Make blank cards and return them as PDF; the same form sent again gives the same cards."""
    form = PrintForm(request.form)
    if not form.validate():
        form.refresh()
        return render_template("ideas/typed/print_form.html", form=form), 422
    who = accounts.require().who
    with writing():
        batch = services.make_cards(form.number.data or 1, form.nonce, who)
        number, count, ids = batch.id, batch.cards, list(queries.card_ids(batch))
    try:
        content = sheet.content(ids, services.card_codes(form.nonce, count))
    except Missing as missing:
        raise Unavailable(str(missing)) from missing
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="ideen-karten-{number}.pdf"'
    return answer


def _edit_form(occasion: Occasion, *, sent: bool = False) -> OccasionEditForm:
    return OccasionEditForm(
        request.form if sent else None,
        version=occasion.version,
        source=occasion.source.value,
        areas=[area.id for area in occasion.areas],
        category=occasion.category_id or "",
        district=occasion.district_id,
    )


def _defaults(form: DefaultsForm) -> services.Defaults:
    return services.Defaults(
        Source(form.source.data), tuple(form.areas.data or ()), form.category.data, form.district.data
    )


def _words(form: WordsForm, ref: str | None) -> services.Words:
    return services.Words(form.text.data or "", form.title.data or "", ref or "")
