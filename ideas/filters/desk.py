"""The office keeps the filter of a list under a name, renames it, shares it, drops it."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.errors import FormExpired
from core.rights import Right
from ideas.filters import queries, services, shown
from ideas.filters.forms import DropForm, KeepForm, NameForm

door = desk(
    "ideas_filters", __name__, reads=Right.IDEAS_MODERATE, writes=Right.IDEAS_MODERATE, url_prefix="/buero/ideen/filter"
)


@door.get("")
def index() -> str:
    """Show one's own filters, each with a form to rename, share or drop it."""
    return _page()


def _page(faulty: NameForm | None = None, number: int = 0) -> str:
    rows = []
    for one in queries.own(accounts.require().id):
        form = NameForm(version=one.version, name=one.name, for_all=one.for_all)
        form = faulty if faulty is not None and one.id == number else form
        for field in form:
            field.id = f"filter-{one.id}-{field.name}"
        rows.append((one, shown.address(one), shown.WORDS[one.shelf], form, DropForm()))
    return render_template("ideas/filters/index.html", rows=rows, faulty=faulty)


@door.post("")
def keep() -> Response | tuple[str, int]:
    """Keep the present filter of a list."""
    form, person = KeepForm(request.form), accounts.require()
    pairs = shown.kept_of(form.asked(), form.list())
    if not form.validate():
        form.refresh()
        return render_template("ideas/filters/again.html", form=form), 422
    made = services.keep(
        person.id, form.list(), form.name.data or "", pairs, for_all=form.for_all.data, nonce=form.nonce
    )
    return redirect(f"{shown.address(made)}&notiz=filter-gespeichert", 303)


@door.post("/<int:number>")
def rename(number: int) -> Response | tuple[str, int]:
    """Give a filter another name, or another audience."""
    form, person = NameForm(request.form), accounts.require()
    queries.one(number, person.id)
    if not form.validate():
        form.refresh()
        return _page(form, number), 422
    services.rename(number, person.id, form.name.data or "", for_all=form.for_all.data, version=form.version.data)
    return redirect(url_for("ideas_filters.index", notiz="filter-umbenannt"), 303)


@door.post("/<int:number>/loeschen")
def drop(number: int) -> Response:
    """Delete a filter."""
    if not DropForm(request.form).validate():
        raise FormExpired("Das Formular war zu lange offen. Bitte laden Sie die Seite neu.")
    services.drop(number, accounts.require().id)
    return redirect(url_for("ideas_filters.index", notiz="filter-geloescht"), 303)
