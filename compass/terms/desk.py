"""The office keeps the list of terms and folds in what people wrote in their own words."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass.models import Term
from compass.terms import queries, services, showing, trying
from compass.terms.forms import FIRST, LooseForm, MergeForm, TermForm
from core import accounts
from core.audience import desk
from core.errors import FormExpired, NotThere
from core.rights import Right
from radar.forms import as_id

ROOT = "/buero/netzwerk/begriffe"
door = desk("compass_terms", __name__, reads=Right.NETWORK_EDIT, writes=Right.NETWORK_EDIT, url_prefix=ROOT)
BACK = "Zurück zum Begriff"
AGAIN = "Die Seite war zu lange offen. Bitte laden Sie sie neu und drücken Sie noch einmal."


@door.get("")
def index() -> str:
    """Show every term by topic, with its synonyms and how many say it."""
    return render_template(
        "compass/terms/index.html",
        shelves=showing.shelves(queries.terms()),
        numbers=queries.how_many(),
        loose=queries.how_many_loose(),
    )


@door.get("/neu")
def new() -> str:
    """Show the form for a new term; from a free text with its words."""
    sample = as_id(request.args.get("aus", ""))
    text = queries.texts_of([sample]).get(sample, "") if sample else ""
    return _page(TermForm(name=text[:80]), None)


@door.post("/neu")
def add() -> Response | str | tuple[str, int]:
    """Put a new term into the list, after its effect was shown."""
    form = TermForm(request.form)
    if not form.validate() or trying.goes_back():
        form.refresh()
        return _page(form, None), 422 if form.errors else 200
    if (effect := trying.page(form, trying.drafted(None, _draft(form)), BACK)) is not None:
        return effect
    services.add(_draft(form), accounts.require().who)
    return _to("hinzugefuegt")


@door.get("/<int:number>")
def edit(number: int) -> str:
    """Show the form for one term."""
    row = queries.term(number)
    plain = {name: getattr(row, name) for name in ("name", "area_id", "about", "active", "version")}
    return _page(TermForm(**plain, synonyms="\n".join(one.name for one in row.synonyms)), row)


@door.post("/<int:number>")
def change(number: int) -> Response | str | tuple[str, int]:
    """Change a term, after its effect was shown where its words are others."""
    row, form = queries.term(number), TermForm(request.form)
    if not form.validate() or trying.goes_back():
        form.refresh()
        return _page(form, row), 422 if form.errors else 200
    if (effect := trying.page(form, trying.drafted(number, _draft(form)), BACK)) is not None:
        return effect
    services.change(number, _draft(form), accounts.require().who, form.version.data)
    return _to("gespeichert")


@door.post("/<int:number>/zusammenlegen")
def merge(number: int) -> Response | str | tuple[str, int]:
    """Join a term with another that means the same, after its effect was shown."""
    row, form = queries.term(number), MergeForm(request.form).offer(queries.terms(), number)
    if not form.validate() or trying.goes_back():
        form.refresh()
        return _page(None, row, form), 422 if form.errors else 200
    into = form.into.data or 0
    if (effect := trying.page(form, trying.merged(number, into), BACK)) is not None:
        return effect
    services.merge(number, into, accounts.require().who, form.version.data)
    return _to("begriffe-zusammengelegt")


def _page(form: TermForm | None, row: Term | None, joining: MergeForm | None = None) -> str:
    if form is None and row is not None:
        plain = {name: getattr(row, name) for name in ("name", "area_id", "about", "active", "version")}
        form = TermForm(**plain, synonyms="\n".join(one.name for one in row.synonyms))
    if row is not None and joining is None:
        joining = MergeForm(version=row.version).offer(queries.terms(), row.id)
    return render_template("compass/terms/term.html", form=form, row=row, joining=joining)


@door.get("/offen")
def loose() -> str:
    """Show free texts that mean no term yet, the most frequent first."""
    edge = request.args.get("nach")
    after = as_id(edge) if edge else None
    if edge and after is None:
        raise NotThere
    return render_template(
        "compass/terms/loose.html",
        page=queries.loose(after),
        form=LooseForm().offer(queries.terms()),
        first=FIRST,
        begun=after is not None,
    )


@door.post("/offen")
def fold_in() -> Response | str:
    """Let free texts mean terms: one by its button, or those that are ticked; first the effect, where there is one."""
    form = LooseForm(request.form).offer(queries.terms())
    if not form.validate():
        raise FormExpired(AGAIN)
    if trying.goes_back():
        return redirect(url_for("compass_terms.loose"), 303)
    wanted = _wanted(form)
    if not wanted:
        return redirect(url_for("compass_terms.loose", notiz="nichts-angekreuzt"), 303)
    effect = trying.page(form, trying.folded(wanted), "Nicht zuordnen", only_if_touched=True)
    if effect is not None:
        return effect
    services.fold_in(wanted, accounts.require().who)
    return redirect(url_for("compass_terms.loose", notiz="zugeordnet"), 303)


def _wanted(form: LooseForm) -> dict[int, int]:
    """Return which sample shall mean which term."""
    one = form.one()
    if one:
        return dict([one])
    if form.press.data == FIRST:
        texts = queries.texts_of(form.many())
        return {sample: found[0][0] for sample, text in texts.items() if (found := queries.likely(text))}
    return dict.fromkeys(form.many(), form.term.data) if form.term.data else {}


def _draft(form: TermForm) -> services.TermDraft:
    return services.TermDraft(
        name=form.name.data or "",
        area_id=form.area_id.data,
        about=form.about.data or "",
        synonyms=form.synonyms.lines(),
        active=bool(form.active.data),
    )


def _to(notice: str) -> Response:
    return redirect(url_for("compass_terms.index", notiz=notice), 303)
