"""What sorting hangs into the office's pages: who takes care of the open idea, what to do with ticked ones."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from core import accounts
from core.rights import Right, allows
from ideas.models import Idea
from ideas.sorting import queries
from ideas.sorting.forms import AssignForm, BulkForm, UndoForm, WaveForm


def desk_top(idea: Idea) -> list[Markup]:
    """Return who takes care of the idea, for those who may change it with the form."""
    person = accounts.require()
    if not allows(person.role, Right.IDEAS_MODERATE):
        return []
    form = AssignForm(
        queries.colleagues(idea.assigned_to), before=idea.assigned_to or "", account=str(idea.assigned_to or "")
    )
    page = render_template("ideas/sorting/assign.html", idea=idea, form=form, mine=idea.assigned_to == person.id)
    return [*_undoing(person.id, idea.id), Markup(page)]  # noqa: S704 - our own template


def picks() -> list[Markup]:
    """Return what can be done with ticked ideas, for those who may; the lists show their boxes only then."""
    if not allows(accounts.require().role, Right.IDEAS_MODERATE):
        return []
    page = render_template("ideas/sorting/picks.html", form=BulkForm(queries.colleagues()))
    return [Markup(page)]  # noqa: S704 - our own template


def queue_top() -> list[Markup]:
    """Return one's last step to undo, and the one press that clears a wave of what looks like a machine's."""
    person = accounts.require()
    if not allows(person.role, Right.IDEAS_MODERATE):
        return []
    return [*_undoing(person.id), *_wave()]


def _undoing(account: int, idea_id: int = 0) -> list[Markup]:
    rows = [(last, title, UndoForm()) for last, title in queries.undoable(account, idea_id)]
    return [Markup(render_template("ideas/sorting/undo.html", rows=rows))] if rows else []  # noqa: S704 - our own template


def _wave() -> list[Markup]:
    count, last = queries.suspicious()
    if not count:
        return []
    page = render_template("ideas/sorting/wave.html", count=count, form=WaveForm(up_to=last))
    return [Markup(page)]  # noqa: S704 - our own template
