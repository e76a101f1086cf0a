"""The office's pages for the shared vocabulary: one page with the five lists, one small form for a row."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.errors import NotThere
from core.rights import Right, allows
from radar import lists, queries, services
from radar.forms import MoveForm, WordForm
from radar.lists import WordList
from radar.models import Entry
from radar.services import Draft

door = desk("radar_desk", __name__, reads=Right.WORDS_READ, writes=Right.WORDS_EDIT, url_prefix="/buero/themen")
edit_door = desk("radar_edit", __name__, reads=Right.WORDS_EDIT, writes=Right.WORDS_EDIT, url_prefix="/buero/themen")


@door.get("", endpoint="index")
def index() -> str:
    """Show the five lists."""
    may_edit = allows(accounts.require().role, Right.WORDS_EDIT)
    return render_template("radar/index.html", shelves=queries.shelves(), may_edit=may_edit, move=MoveForm())


@edit_door.get("/<slug>/neu", endpoint="new")
def new(slug: str) -> str:
    """Show the form for a new row."""
    words = _open_list(slug)
    return _page(words, WordForm().fit(words))


@edit_door.post("/<slug>/neu")
def add(slug: str) -> Response | tuple[str, int]:
    """Put a new row at the end of a list."""
    words = _open_list(slug)
    form = WordForm(request.form).fit(words)
    if not form.validate():
        form.refresh()
        return _page(words, form), 422
    services.add(words, _draft(form), accounts.require().who)
    return _back(words, "hinzugefuegt")


@edit_door.get("/<slug>/<int:number>", endpoint="word")
def word(slug: str, number: int) -> str:
    """Show the form for one row."""
    words = lists.by_slug(slug)
    row = queries.entry(words, number)
    return _page(words, WordForm(obj=row).fit(words, row), row)


@edit_door.post("/<slug>/<int:number>")
def change(slug: str, number: int) -> Response | tuple[str, int]:
    """Change one row; the second of two people is told who was first and keeps what was typed."""
    words = lists.by_slug(slug)
    row = queries.entry(words, number)
    form = WordForm(request.form).fit(words, row)
    valid = form.validate()
    if not valid or form.version.data != row.version:
        form.refresh()
        return _page(words, form, row, first=_first(words, row, form)), 409 if valid else 422
    services.change(words, number, _draft(form), accounts.require().who, row.version)
    return _back(words, "gespeichert")


@edit_door.post("/<slug>/<int:number>/<any(hoch, runter):direction>", endpoint="move")
def move(slug: str, number: int, direction: str) -> Response | tuple[str, int]:
    """Let a row change places with its neighbour."""
    words = lists.by_slug(slug)
    if not MoveForm(request.form).validate():
        return render_template("radar/index.html", shelves=queries.shelves(), may_edit=True, move=MoveForm()), 422
    services.move(words, number, accounts.require().who, up=direction == "hoch")
    return _back(words, "verschoben")


def _open_list(slug: str) -> WordList:
    """Return a list that takes new rows."""
    words = lists.by_slug(slug)
    if not words.addable:
        raise NotThere
    return words


def _draft(form: WordForm) -> Draft:
    """Return what the form says."""
    said = form.said
    return Draft(
        name=form.name.data or "",
        about=said("about", otherwise=""),
        active=said("active", otherwise=True),
        field_id=said("field_id", otherwise=None),
    )


def _first(words: WordList, row: Entry, form: WordForm) -> str | None:
    """Return the sentence about who was first, if somebody was; sending the form again then counts."""
    if form.version.data == row.version:
        return None
    form.version.raw_data, form.version.data = None, row.version
    return queries.meanwhile(words, row)


def _page(words: WordList, form: WordForm, row: Entry | None = None, first: str | None = None) -> str:
    return render_template("radar/word.html", words=words, form=form, row=row, first=first)


def _back(words: WordList, notice: str) -> Response:
    return redirect(url_for("radar_desk.index", notiz=notice, _anchor=words.slug), 303)


def address(words: WordList, number: int) -> str:
    """Return where a row is edited."""
    return url_for("radar_edit.word", slug=words.slug, number=number)
