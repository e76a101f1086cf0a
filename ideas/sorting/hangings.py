"""What sorting hangs into the office's pages: who takes care of the open idea, what to do with ticked ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import render_template
from markupsafe import Markup

from core import accounts, clock
from core.rights import Right, allows
from ideas import queries as ideas
from ideas.models import Idea
from ideas.sorting import queries
from ideas.sorting.forms import AssignForm, BulkForm, KeywordsForm, UndoForm
from ideas.sorting.models import Bulk

MOST = 200
"""Ideas named on the page of a press."""


def desk_top(idea: Idea) -> list[Markup]:
    """Return who takes care of the idea, for those who may change it with the form."""
    person = accounts.require()
    if not allows(person.role, Right.IDEAS_MODERATE):
        return []
    form = AssignForm(
        queries.colleagues(idea.assigned_to), before=idea.assigned_to or "", account=str(idea.assigned_to or "")
    )
    page = render_template("ideas/sorting/assign.html", idea=idea, form=form, mine=idea.assigned_to == person.id)
    words = KeywordsForm(words=", ".join(queries.keywords_of(idea.id)))
    shown = render_template("ideas/sorting/keywords.html", idea=idea, form=words)
    return [*_undoing(queries.undoable(person.id, idea.id)), Markup(page), Markup(shown)]  # noqa: S704 - our own templates


def pressed(bulk: Bulk) -> dict[str, Any]:
    """Return what the page of a press shows: what was left out, what could not be taken back, until when one can."""
    shown = [*bulk.changed, *bulk.refused, *map(int, bulk.stayed)][:MOST]
    until = bulk.at + ideas.undo_within()
    open_still = bulk.undone_at is None and bool(bulk.kept) and until > clock.now()
    return {
        "bulk": bulk,
        "left": ideas.by_ids(shown, public=False),
        "until": until,
        "back": bulk.done - len(bulk.stayed),
        "form": UndoForm() if open_still and allows(accounts.require().role, Right.IDEAS_MODERATE) else None,
    }


def picks() -> list[Markup]:
    """Return what can be done with ticked ideas, for those who may; the lists show their boxes only then."""
    if not allows(accounts.require().role, Right.IDEAS_MODERATE):
        return []
    page = render_template("ideas/sorting/picks.html", form=BulkForm(queries.colleagues()))
    return [Markup(page)]  # noqa: S704 - our own template


def queue_top() -> list[Markup]:
    """Return one's last step and last press to undo."""
    person = accounts.require()
    if not allows(person.role, Right.IDEAS_MODERATE):
        return []
    bulk = queries.undoable_press(person.id)
    alone = queries.undoable(person.id, without=[int(number) for number in bulk.kept] if bulk else ())
    return _undoing(alone, bulk)


def _undoing(found: Sequence[queries.Undoable], bulk: Bulk | None = None) -> list[Markup]:
    if not found and bulk is None:
        return []
    rows = [(one, UndoForm()) for one in found]
    until = bulk.at + ideas.undo_within() if bulk else None
    page = render_template("ideas/sorting/undo.html", rows=rows, bulk=bulk, until=until, form=UndoForm())
    return [Markup(page)]  # noqa: S704 - our own template
