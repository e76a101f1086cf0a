"""The office keeps the list of places that ideas may be passed on to."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.rights import Right
from ideas.passing import queries, services
from ideas.passing.forms import PlaceForm
from ideas.passing.models import KIND_WORDS, Agency

door = desk(
    "passing_places",
    __name__,
    reads=Right.IDEAS_READ,
    writes=Right.IDEAS_MODERATE,
    url_prefix="/buero/ideen/stellen",
)


@door.get("")
def index() -> str:
    """Show all places, those that are off last."""
    return render_template("ideas/passing/places.html", places=queries.every_place(), words=KIND_WORDS)


@door.get("/neu")
def new() -> str:
    """Show the empty form."""
    return _page(PlaceForm(), None)


@door.post("/neu")
def make() -> Response | tuple[str, int]:
    """Make a place; a name that stands there already is said beside the field."""
    form = PlaceForm(request.form)
    return _store(form, None)


@door.get("/<int:number>")
def edit(number: int) -> str:
    """Show one place."""
    place = queries.place(number)
    return _page(PlaceForm(obj=place), place)


@door.post("/<int:number>")
def change(number: int) -> Response | tuple[str, int]:
    """Store one place; the second of two people is told."""
    return _store(PlaceForm(request.form), queries.place(number))


def _page(form: PlaceForm, place: Agency | None) -> str:
    return render_template("ideas/passing/place.html", form=form, place=place)


def _store(form: PlaceForm, place: Agency | None) -> Response | tuple[str, int]:
    good = form.validate()
    same = queries.named(form.name.data or "") if good else None
    if same is not None and (place is None or same.id != place.id):
        form.name.errors = [*form.name.errors, "Eine Stelle mit diesem Namen gibt es schon."]
        good = False
    if not good:
        form.refresh()
        return _page(form, place), 422
    described = services.Described(
        form.name.data or "",
        form.place_kind(),
        form.email.data or "",
        form.reach.data or "",
        form.hints.data or "",
        bool(form.active.data),
    )
    services.put_place(place.id if place else None, described, accounts.require().who, form.version.data)
    return redirect(url_for("passing_places.index", notiz="gespeichert"), 303)
