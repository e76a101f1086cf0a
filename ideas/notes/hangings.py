"""What this wing hangs into the office's page of an idea: the notes, and the form for one more."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from core import accounts
from core.rights import Right, allows
from ideas.models import Idea
from ideas.notes import queries
from ideas.notes.forms import ChangeForm, NoteForm
from ideas.notes.models import Note


def desk(idea: Idea) -> list[Markup]:
    """Return the notes to an idea, those that one may still change with a form."""
    person, found = accounts.require(), queries.of_idea(idea.id)
    may = allows(person.role, Right.IDEAS_MODERATE)
    names = accounts.names([one.author_id for one in found])
    rows = [
        (
            one,
            names.get(one.author_id or 0, "Früheres Konto"),
            _own(one) if may and queries.may_change(one, person.id) else None,
        )
        for one in found
    ]
    form = _apart(NoteForm(), "notiz") if may else None
    page = render_template("ideas/notes/desk.html", idea=idea, rows=rows, form=form)
    return [Markup(page)]  # noqa: S704 - our own template


def _own(note: Note) -> NoteForm:
    return _apart(ChangeForm(text=note.text, version=note.version), f"notiz-{note.id}")


def _apart(form: NoteForm, name: str) -> NoteForm:
    """Give the fields names of their own on a page with many forms."""
    for field in form:
        field.id = f"{name}-{field.name}"
    return form
