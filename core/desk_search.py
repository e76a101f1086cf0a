"""Wörter der Suche: the office tries how a word is taken apart and helps where the search errs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from flask import redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response
from wtforms import IntegerField, StringField, TextAreaField, ValidationError
from wtforms.widgets import HiddenInput

from core import accounts, search_words, slots, word_lists
from core.audience import desk
from core.db import db
from core.errors import NotThere
from core.forms import DeskForm, clean
from core.journal import Verb
from core.rights import Right, allows
from core.room import Entrance
from core.things import Kind
from core.word_lists import SAID, WordList, WordListEdit

LONGEST_TRIED = 80

door = desk("search_words", __name__, reads=Right.WORDS_READ, writes=Right.WORDS_EDIT, url_prefix="/buero/suchwoerter")
edit_door = desk(
    "search_words_edit", __name__, reads=Right.WORDS_EDIT, writes=Right.WORDS_EDIT, url_prefix="/buero/suchwoerter"
)
DOORS = (door, edit_door)
VERBS = (
    Verb(
        "words.changed",
        "hat bei den Wörtern der Suche „{label}“ geändert: {more} dazu, {fewer} weg",
        frozenset({"label", "more", "fewer"}),
    ),
)
ENTRANCES = (Entrance("Wörter der Suche", "search_words.index", Right.WORDS_READ, 71),)


class WordListForm(DeskForm):
    """Wörterliste ändern: the whole list, and the newest version its author has seen."""

    newest = IntegerField(widget=HiddenInput(), default=0)
    shown = StringField(widget=HiddenInput())
    body = TextAreaField("Wörter", render_kw={"rows": 14, "autocapitalize": "off", "spellcheck": "false"})

    def fit(self, name: WordList) -> WordListForm:
        """Say what the list is for."""
        self.name = name
        self.body.label.text, self.body.description = SAID[name].label, SAID[name].about
        return self

    def validate_body(self, field: TextAreaField) -> None:
        """Refuse what cannot be a list of such words."""
        if (wrong := word_lists.fault(self.name, field.data or "")) is not None:
            raise ValidationError(wrong)


@door.get("", endpoint="index")
def index() -> str:
    """Show the three lists and what becomes of a word."""
    tried = str(clean(" ".join(request.args.get("wort", "").split()[:1])))[:LONGEST_TRIED]
    return render_template(
        "core/search_words.html",
        lists=[(SAID[name], word_lists.lines(body)) for name, body in word_lists.bodies().items()],
        may_edit=allows(accounts.require().role, Right.WORDS_EDIT),
        tried=tried,
        pieces=search_words.as_written(tried) if tried else [],
        same=search_words.same_as(tried) if tried else [],
        in_force=search_words.is_in_force(),
    )


@edit_door.get("/<slug>", endpoint="words")
def read(slug: str) -> str:
    """Show one list to be changed."""
    name = _name(slug)
    last = word_lists.newest(name)
    return _page(WordListForm(body=last.body if last else "", newest=last.id if last else 0).fit(name))


@edit_door.post("/<slug>")
def change(slug: str) -> Response | str | tuple[str, int]:
    """Store one list, after its effect was shown where it has one; the second of two is told who was first."""
    name = _name(slug)
    form = WordListForm(request.form).fit(name)
    valid, first = form.validate(), _first(form)
    if not valid or first or "zurueck" in request.form:
        form.refresh()
        return _page(form, first), 422 if not valid else 409 if first else 200
    if (before := _effect(form)) is not None:
        return before
    search_words.change(name, form.body.data or "", accounts.require().who, form.newest.data or 0)
    return redirect(url_for("search_words.index", notiz="gespeichert", _anchor=slug), 303)


def _effect(form: WordListForm) -> str | None:
    """Return the page that shows what a changed list would do elsewhere; None where it was shown, or does nothing.

    Slot words.effect (name=, body=): a room yields what stands there about its own pages.
    """
    wanted = word_lists.tidy(form.name, form.body.data or "")
    seal = hashlib.sha256(wanted.encode()).hexdigest()[:24]
    if form.shown.data == seal or wanted == word_lists.bodies()[form.name]:
        return None
    parts = slots.parts("words.effect", name=form.name, body=wanted)
    if not parts:
        return None
    form.refresh()
    return render_template("core/search_words_effect.html", form=form, said=SAID[form.name], parts=parts, seal=seal)


def _name(slug: str) -> WordList:
    found = [name for name, said in SAID.items() if said.slug == slug]
    if not found:
        raise NotThere
    return found[0]


def _first(form: WordListForm) -> str | None:
    """Return the sentence about who was first, if somebody was; sending the form again then counts."""
    last = word_lists.newest(form.name)
    if form.newest.data == (last.id if last else 0):
        return None
    form.newest.raw_data, form.newest.data, form.shown.data = None, last.id if last else 0, ""
    return (
        f"{search_words.meanwhile(last)} Ihre Liste steht noch im Formular. Wenn Sie noch einmal speichern, gilt Ihre."
    )


def _page(form: WordListForm, first: str | None = None) -> str:
    return render_template(
        "core/search_words_edit.html",
        form=form,
        said=SAID[form.name],
        first=first,
        current=word_lists.bodies()[form.name],
    )


def _titles(numbers: Sequence[int]) -> dict[int, str]:
    found = db.session.execute(select(WordListEdit.id, WordListEdit.name).where(WordListEdit.id.in_(numbers)))
    return {number: SAID[name].label for number, name in found}


def _address(number: int) -> str:
    row = db.session.get(WordListEdit, number)
    return url_for("search_words.index", _anchor=SAID[row.name].slug) if row else url_for("search_words.index")


KINDS = (Kind("words", "Wörterliste der Suche", _titles, _address),)
