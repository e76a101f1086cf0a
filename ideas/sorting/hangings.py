"""What sorting hangs into the office's pages: who takes care of the open idea."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from core import accounts
from core.rights import Right, allows
from ideas.models import Idea
from ideas.sorting import queries
from ideas.sorting.forms import AssignForm


def desk_top(idea: Idea) -> list[Markup]:
    """Return who takes care of the idea, for those who may change it with the form."""
    person = accounts.require()
    if not allows(person.role, Right.IDEAS_MODERATE):
        return []
    form = AssignForm(
        queries.colleagues(idea.assigned_to), before=idea.assigned_to or "", account=str(idea.assigned_to or "")
    )
    page = render_template("ideas/sorting/assign.html", idea=idea, form=form, mine=idea.assigned_to == person.id)
    return [Markup(page)]  # noqa: S704 - our own template
