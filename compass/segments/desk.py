"""The office keeps filters as segments, renames, changes, shares and drops them; and gives tags."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import asked
from compass import queries as actors
from compass.segments import queries, services, shown
from compass.segments.forms import DropForm, FilterForm, KeepForm, NameForm, TagsForm
from core import accounts
from core.audience import desk
from core.errors import FormExpired
from core.rights import Right, allows

ROOT = "/buero/netzwerk"
door = desk(
    "compass_segments",
    __name__,
    reads=Right.NETWORK_READ,
    writes=Right.NETWORK_EDIT,
    url_prefix=f"{ROOT}/segmente",
)
words_door = desk("compass_tags", __name__, reads=Right.NETWORK_READ, writes=Right.NETWORK_EDIT, url_prefix=ROOT)
AGAIN = "Das Formular war zu lange offen. Bitte laden Sie die Seite neu."


@door.get("")
def index() -> str:
    """Show one's own segments and those for all, each with how many it holds and what can be done with it."""
    return _page()


def _page(faulty: NameForm | None = None, number: int = 0) -> str:
    person = accounts.require()
    rows = shown.lines(queries.shown(person.id), person.id)
    forms = {row.segment.id: faulty if row.segment.id == number else shown.form(row.segment) for row in rows}
    may = {name: allows(person.role, right) for name, right in shown.RIGHTS.items()}
    return render_template(
        "compass/segments/index.html", rows=rows, forms=forms, faulty=faulty, may=may, press=DropForm()
    )


@door.post("")
def keep() -> Response | tuple[str, int]:
    """Keep the present filters of the list."""
    form, person = KeepForm(request.form), accounts.require()
    found = asked.of(form.asked())
    if not form.validate():
        form.refresh()
        return render_template("compass/segments/again.html", form=form, words=found.words), 422
    services.keep(person.id, form.name.data or "", found.pairs, for_all=form.for_all.data, nonce=form.nonce)
    return redirect(f"{ROOT}?{found.query}&notiz=segment-gespeichert", 303)


@door.post("/<int:number>")
def rename(number: int) -> Response | tuple[str, int]:
    """Give a segment another name, or another audience."""
    form, person = NameForm(request.form), accounts.require()
    queries.one(number, person.id)
    if not form.validate():
        form.refresh()
        return _page(form, number), 422
    services.rename(number, person.id, form.name.data or "", for_all=form.for_all.data, version=form.version.data)
    return redirect(url_for("compass_segments.index", notiz="segment-geaendert"), 303)


@door.post("/<int:number>/filter")
def narrow(number: int) -> Response:
    """Let a segment hold the filters that the list shows."""
    form, person = FilterForm(request.form), accounts.require()
    if not form.validate():
        raise FormExpired(AGAIN)
    found = asked.of(form.asked())
    services.narrow(number, person.id, found.pairs, form.version.data)
    return redirect(f"{ROOT}?{found.query}&notiz=segment-geaendert", 303)


@door.post("/<int:number>/loeschen")
def drop(number: int) -> Response:
    """Delete a segment."""
    if not DropForm(request.form).validate():
        raise FormExpired(AGAIN)
    services.drop(number, accounts.require().id)
    return redirect(url_for("compass_segments.index", notiz="segment-geloescht"), 303)


@words_door.post("/<int:number>/stichwoerter")
def label(number: int) -> Response | tuple[str, int]:
    """Give an actor tags."""
    form = TagsForm(request.form)
    if not form.validate():
        form.refresh()
        actor = actors.one(number, public=False)
        return render_template("compass/segments/tags_again.html", form=form, actor=actor), 422
    services.set_tags(number, form.said(), accounts.require().who)
    return redirect(url_for("compass_desk.show", number=number, notiz="stichwoerter", _anchor="h-stichwoerter"), 303)
