"""The office renames the kinds of contributions; their four names are a proposal of the software, not an official list."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, IntegerField, StringField
from wtforms.validators import InputRequired, Length

from core import accounts, journal, versions
from core.audience import desk
from core.db import db, stale
from core.errors import NotThere
from core.forms import DeskForm
from core.journal import Who
from core.rights import Right
from core.room import Entrance
from core.things import Thing
from ideas import queries
from ideas.models import Category

door = desk("categories", __name__, reads=Right.WORDS_READ, writes=Right.WORDS_EDIT, url_prefix="/buero/arten")
ENTRANCE = Entrance("Arten", "categories.index", Right.WORDS_READ, 61)


class CategoryForm(DeskForm):
    """Art ändern: the words on the button, the short name in lists, the help."""

    version = IntegerField(validators=[InputRequired("Bitte laden Sie die Seite neu.")])
    label = StringField(
        "Wort auf dem Knopf",
        [InputRequired("Bitte ausfüllen."), Length(max=80)],
        description="In den Worten der Menschen.",
    )
    short = StringField("Kurzer Name in Listen", [InputRequired("Bitte ausfüllen."), Length(max=80)])
    about = StringField("Hilfe dazu", [Length(max=300)], description="Ein oder zwei kurze Sätze.")
    active = BooleanField("Wird angeboten")


@door.get("")
def index() -> str:
    """Show all kinds, those that are off too."""
    return render_template("ideas/categories.html", categories=queries.all_categories())


@door.get("/<int:number>")
def edit(number: int) -> str:
    """Show the form for one kind."""
    category = _found(number)
    return render_template("ideas/category.html", category=category, form=CategoryForm(obj=category))


@door.post("/<int:number>")
def change(number: int) -> Response | tuple[str, int]:
    """Store one kind; the second of two people is told."""
    category, form = _found(number), CategoryForm(request.form)
    if not form.validate():
        form.refresh()
        return render_template("ideas/category.html", category=category, form=form), 422
    if form.version.data != category.version:
        raise stale()
    _store(category, form, accounts.require().who)
    return redirect(url_for("categories.index", notiz="gespeichert"), 303)


def _found(number: int) -> Category:
    category = db.session.get(Category, number)
    if category is None:
        raise NotThere
    return category


def _store(category: Category, form: CategoryForm, who: Who) -> None:
    category.label, category.short = form.label.data or "", form.short.data or ""
    category.about, category.active = form.about.data or "", bool(form.active.data)
    journal.note("category.changed", Thing("category", category.id), who)
    for subject in ("categories", "ideas"):
        versions.up(subject)
