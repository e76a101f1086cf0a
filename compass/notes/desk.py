"""The office writes notes beside an actor."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import queries as actors
from compass.notes import services
from compass.notes.forms import ChangeForm, NoteForm, RemoveForm
from core import accounts
from core.audience import desk
from core.errors import FormExpired
from core.rights import Right

door = desk(
    "compass_notes",
    __name__,
    reads=Right.NETWORK_CONTACT,
    writes=Right.NETWORK_EDIT,
    url_prefix="/buero/netzwerk/<int:number>/notizen",
)


def _again(number: int, form: NoteForm) -> tuple[str, int]:
    """Show the form with its faults."""
    actor = actors.one(number, public=False)
    form.refresh()
    return render_template("compass/notes/again.html", actor=actor, form=form, address=request.path), 422


def _back(number: int, notice: str) -> Response:
    return redirect(url_for("compass_desk.show", number=number, notiz=notice, _anchor="h-notizen"), 303)


@door.post("")
def write(number: int) -> Response | tuple[str, int]:
    """Add a note."""
    form = NoteForm(request.form)
    if not form.validate():
        return _again(number, form)
    private = bool(form.is_private.data)
    services.write(number, form.text.data or "", accounts.require().who, form.nonce, is_private=private)
    return _back(number, "notiz-gespeichert")


@door.post("/<int:note>")
def change(number: int, note: int) -> Response | tuple[str, int]:
    """Put other words in one's own note."""
    form = ChangeForm(request.form)
    if not form.validate():
        return _again(number, form)
    text, private = form.text.data or "", bool(form.is_private.data)
    services.change(number, note, text, accounts.require().who, form.version.data, is_private=private)
    return _back(number, "notiz-gespeichert")


@door.post("/<int:note>/loeschen")
def remove(number: int, note: int) -> Response:
    """Delete a note."""
    if not RemoveForm(request.form).validate():
        raise FormExpired("Die Seite war zu lange offen. Bitte laden Sie sie neu und drücken Sie noch einmal.")
    person = accounts.require()
    services.remove(number, note, person.who, person.role)
    return _back(number, "notiz-geloescht")
