"""What this wing hangs into other pages: the notes with the form for one more; all of them for what a person asks to read."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from compass.models import Actor
from compass.notes import queries
from compass.notes.forms import ChangeForm, NoteForm, RemoveForm
from compass.notes.models import ActorNote
from compass.told import Told
from core import accounts, clock
from core.rights import Right, allows


def desk(actor: Actor) -> list[Markup]:
    """Return the notes about an actor that this person may read, each with what may be done to it."""
    person = accounts.require()
    if not allows(person.role, Right.NETWORK_CONTACT):
        return []
    found = queries.readable(actor.id, person.id, person.role)
    may = allows(person.role, Right.NETWORK_EDIT)
    names = accounts.names([one.author_id for one in found])
    rows = [
        (
            one,
            names.get(one.author_id or 0, "Früheres Konto"),
            _own(one) if may and queries.may_change(one, person.id) else None,
            may and queries.may_remove(one, person.id, person.role),
        )
        for one in found
    ]
    form = _apart(NoteForm(), "notiz") if may else None
    page = render_template("compass/notes/desk.html", actor=actor, rows=rows, form=form, press=RemoveForm())
    return [Markup(page)]  # noqa: S704 - our own template


def told(actor_id: int) -> list[Told]:
    """Return every note about an actor, private ones too: the person may read them (Art. 15)."""
    rows = [
        {
            "Geschrieben": clock.time_in_words(one.written_at),
            "Notiz": one.text,
            "Art": "private Notiz" if one.is_private else "Notiz fürs Büro",
        }
        for one in queries.every(actor_id)
    ]
    return [Told("Notizen", rows)] if rows else []


def _own(note: ActorNote) -> NoteForm:
    given = {"text": note.text, "is_private": note.is_private, "version": note.version}
    return _apart(ChangeForm(**given), f"notiz-{note.id}")


def _apart(form: NoteForm, name: str) -> NoteForm:
    """Give the fields names of their own on a page with many forms."""
    for field in form:
        field.id = f"{name}-{field.name}"
        field.label.field_id = field.id
    return form
