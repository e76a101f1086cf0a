"""The office writes notes for itself beside an idea."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.rights import Right
from ideas import queries as ideas
from ideas.notes import services
from ideas.notes.forms import ChangeForm, NoteForm

door = desk("ideas_notes", __name__, reads=Right.IDEAS_READ, writes=Right.IDEAS_MODERATE, url_prefix="/buero/ideen")


def _again(number: int, form: NoteForm) -> tuple[str, int]:
    """Show the form with its faults."""
    idea = ideas.one(number, public=False)
    form.refresh()
    return render_template("ideas/notes/again.html", idea=idea, form=form, address=request.path), 422


def _back(number: int) -> Response:
    return redirect(url_for("ideas_desk.read", number=number, notiz="notiz", _anchor="h-notizen"), 303)


@door.post("/<int:number>/notizen")
def write(number: int) -> Response | tuple[str, int]:
    """Add a note."""
    form = NoteForm(request.form)
    if not form.validate():
        return _again(number, form)
    services.write(number, form.text.data or "", accounts.require().who, form.nonce)
    return _back(number)


@door.post("/<int:number>/notizen/<int:note>")
def change(number: int, note: int) -> Response | tuple[str, int]:
    """Put other words in one's own note."""
    form = ChangeForm(request.form)
    if not form.validate():
        return _again(number, form)
    services.change(number, note, form.text.data or "", accounts.require().who, form.version.data)
    return _back(number)
