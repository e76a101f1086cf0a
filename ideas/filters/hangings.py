"""What this wing hangs above the office's lists: saved filters as links, and the form that keeps the present one."""

from __future__ import annotations

from builtins import list as sequence
from urllib.parse import urlencode

from flask import render_template, request
from markupsafe import Markup

from core import accounts
from core.rights import Right, allows
from ideas.filters import queries, shown
from ideas.filters.forms import KeepForm
from ideas.filters.models import Shelf
from ideas.listing import Listing


def above_all(list: Listing) -> sequence[Markup]:  # noqa: A002 - the slot's own word
    """Return the filters of the list of all ideas."""
    return _above(Shelf.ALL, [*list.pairs])


def above_queue() -> list[Markup]:
    """Return the filters of the queue."""
    return _above(Shelf.QUEUE, shown.kept_of(request.args, Shelf.QUEUE))


def _above(shelf: Shelf, present: shown.Pairs) -> list[Markup]:
    person = accounts.require()
    links = shown.links(queries.shown(person.id, shelf), present)
    may = allows(person.role, Right.IDEAS_MODERATE)
    new = may and bool(present) and not any(link.here for link in links)
    if not (links or new):
        return []
    form = KeepForm(shelf=shelf.value, query=urlencode(present)) if new else None
    page = render_template("ideas/filters/above.html", links=links, form=form, may=may)
    return [Markup(page)]  # noqa: S704 - our own template
