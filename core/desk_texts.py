"""Texte: the office reads and changes every text of the house, sees earlier versions and takes them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from flask import redirect, render_template, request, url_for
from markupsafe import Markup
from sqlalchemy import func, select
from werkzeug.wrappers import Response
from wtforms import IntegerField, SubmitField, TextAreaField, ValidationError
from wtforms.widgets import EmailInput, HiddenInput, TextInput

from core import accounts, texts
from core.audience import desk
from core.db import db
from core.errors import NotThere
from core.forms import DeskForm, clean
from core.journal import Verb
from core.markdown import render
from core.rights import Right, allows
from core.room import Entrance
from core.texts import TextEdit, Wording
from core.things import Kind

door = desk("texts", __name__, reads=Right.WORDS_READ, writes=Right.WORDS_EDIT, url_prefix="/buero/texte")
edit_door = desk("texts_edit", __name__, reads=Right.WORDS_EDIT, writes=Right.WORDS_EDIT, url_prefix="/buero/texte")
DOORS = (door, edit_door)
VERBS = (Verb("text.edited", "hat den Text „{label}“ geändert", frozenset({"label"})),)
ENTRANCES = (Entrance("Texte", "texts.index", Right.WORDS_READ, 70),)
EXPIRED = "Die Seite war zu lange offen. Bitte drücken Sie noch einmal auf den Knopf."
EXCERPT = 200
INPUTS = {"number": TextInput(), "email": EmailInput()}
ROWS = {"line": 2, "text": 6, "page": 20}


class TextForm(DeskForm):
    """Text ändern: the body and the newest version its author has seen."""

    newest = IntegerField(widget=HiddenInput(), default=0)
    body = TextAreaField("Text")
    preview = SubmitField("Vorschau")

    def fit(self, one: Wording) -> TextForm:
        """Make the field as large as the text's kind."""
        self.wording = one
        self.body.flags.maxlength = one.length
        if one.kind in INPUTS:
            self.body.widget = INPUTS[one.kind]
        self.body.render_kw = {"rows": ROWS[one.kind]} if one.kind in ROWS else {"autocomplete": "off"}
        if one.kind not in {"text", "page"} and isinstance(self.body.data, str):
            self.body.data = " ".join(self.body.data.split())
        return self

    def validate_body(self, field: TextAreaField) -> None:
        """Refuse what the text's kind does not allow."""
        if (wrong := texts.fault(self.wording, field.data or "")) is not None:
            raise ValidationError(wrong)


class ReturnForm(DeskForm):
    """Fassung wieder nehmen: a token and the newest version one has seen."""

    newest = IntegerField(widget=HiddenInput(), default=0)


@dataclass(frozen=True)
class Listed:
    """One text in the list: the beginning of what it says now, and since when."""

    wording: Wording
    excerpt: str
    edited_at: datetime | None


@dataclass(frozen=True)
class Version:
    """One earlier version as people read it; the one that counts now is `current`."""

    id: int
    at: datetime
    who: str
    body: str
    default: bool
    current: bool


def listed() -> list[tuple[str, list[Listed]]]:
    """Return all texts under the headings of their rooms, in the order of their files."""
    edited_at = _edited_at()
    rows = [
        Listed(one, _excerpt(shown(one, texts.raw(key))), edited_at.get(key)) for key, one in texts.wordings().items()
    ]
    return [(heading, list(part)) for heading, part in groupby(rows, key=lambda row: row.wording.heading)]


def _edited_at() -> dict[str, datetime]:
    """Return since when each edited text says what it says; a text back on its default is not among them."""
    newest = select(func.max(TextEdit.id)).group_by(TextEdit.key)
    found = select(TextEdit.key, TextEdit.edited_at).where(TextEdit.id.in_(newest), TextEdit.body != "")
    return dict(db.session.execute(found).all())


def _excerpt(drawn: Markup | str) -> str:
    flat = " ".join((drawn.striptags() if isinstance(drawn, Markup) else drawn).split())
    return flat if len(flat) <= EXCERPT else flat[:EXCERPT].rsplit(" ", 1)[0] + " …"


def versions_of(one: Wording) -> list[Version]:
    """Return a text's versions with the names of their authors, newest first."""
    found = texts.history(one.key)
    names = accounts.names([row.account_id for row in found if row.account_id])
    return [_version(one, row, names, current=row is found[0]) for row in found]


def _version(one: Wording, row: TextEdit, names: dict[int, str], *, current: bool) -> Version:
    who = names.get(row.account_id or 0, "Büro")
    return Version(row.id, row.edited_at, who, row.body or one.default, default=not row.body, current=current)


def shown(one: Wording, body: str) -> Markup | str:
    """Return a body as the page will show it: placeholders filled where the house knows them, Markdown rendered."""
    filled = texts.placed(body)
    return render(filled) if one.kind == "page" else filled


@door.get("", endpoint="index")
def index() -> str:
    """Show every text with what it says now."""
    may_edit = allows(accounts.require().role, Right.WORDS_EDIT)
    return render_template("core/texts.html", rooms=listed(), may_edit=may_edit)


@edit_door.get("/<key>", endpoint="text")
def read(key: str) -> str:
    """Show one text to be changed."""
    one = texts.wording(key)
    last = texts.newest(key)
    return _page(TextForm(body=texts.raw(key), newest=last.id if last else 0).fit(one))


@edit_door.post("/<key>")
def change(key: str) -> Response | str | tuple[str, int]:
    """Show how the text would look, or store it; the second of two people is told who was first and loses nothing."""
    form = TextForm(request.form).fit(texts.wording(key))
    valid, first = form.validate(), _first(key, form)
    if not valid or first or form.preview.data:
        form.refresh()
        page = _page(form, first=first)
        return page if valid and not first else (page, 409 if valid else 422)
    texts.edit(key, form.body.data or "", accounts.require().who, form.newest.data)
    return _back(key)


@edit_door.post("/<key>/standard", endpoint="default")
def take_default(key: str) -> Response | tuple[str, int]:
    """Go back to the text as it was delivered."""
    return _take(key, texts.wording(key).default)


@edit_door.post("/<key>/fassung/<int:number>", endpoint="version")
def take_version(key: str, number: int) -> Response | tuple[str, int]:
    """Take an earlier version again; it becomes the newest."""
    row = db.session.get(TextEdit, number)
    if row is None or row.key != texts.wording(key).key:
        raise NotThere
    return _take(key, row.body or texts.wording(key).default)


def _take(key: str, body: str) -> Response | tuple[str, int]:
    form = ReturnForm(request.form)
    if not form.validate():
        last = texts.newest(key)
        again = TextForm(body=texts.raw(key), newest=last.id if last else 0).fit(texts.wording(key))
        return _page(again, first=EXPIRED), 422
    texts.edit(key, body, accounts.require().who, form.newest.data)
    return _back(key)


def _first(key: str, form: TextForm) -> str | None:
    """Return the sentence about who was first, if somebody was; sending the form again then counts."""
    last = texts.newest(key)
    if form.newest.data == (last.id if last else 0):
        return None
    form.newest.raw_data, form.newest.data = None, last.id if last else 0
    return f"{texts.meanwhile(last)} Ihr Text steht noch im Formular. Wenn Sie noch einmal speichern, gilt Ihrer."


def _page(form: TextForm, first: str | None = None) -> str:
    one = form.wording
    current = texts.raw(one.key)
    return render_template(
        "core/texts_edit.html",
        form=form,
        one=one,
        first=first,
        current=current,
        preview=shown(one, str(clean(form.body.data or ""))),
        others=[w for w in texts.reusable() if w.key != one.key],
        versions=versions_of(one),
        back=ReturnForm(newest=form.newest.data or 0),
        default=current == one.default,
    )


def _back(key: str) -> Response:
    return redirect(url_for("texts_edit.text", key=key, notiz="gespeichert"), 303)


def _titles(numbers: Sequence[int]) -> dict[int, str]:
    known = texts.wordings()
    found = db.session.execute(select(TextEdit.id, TextEdit.key).where(TextEdit.id.in_(numbers)))
    return {number: known[key].label for number, key in found if key in known}


def _address(number: int) -> str:
    row = db.session.get(TextEdit, number)
    return url_for("texts_edit.text", key=row.key) if row else url_for("texts.index")


KINDS = (Kind("text", "Text", _titles, _address),)
