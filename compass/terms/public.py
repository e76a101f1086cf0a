"""What citizens see of the terms: who can do what in this city, by topic; only what was agreed to be shown counts."""

from __future__ import annotations

from flask import render_template
from werkzeug.wrappers import Response

from compass.terms import queries, showing
from core import answers
from core.audience import public

door = public("compass_terms_public", __name__, url_prefix="/netzwerk/koennen")


@door.get("")
def index() -> str | Response:
    """Show the terms that somebody says in public, with how many."""
    kept = answers.unchanged("compass", "compass.terms", "taxonomy")
    if kept is not None:
        return kept
    numbers = queries.in_public()
    said = [one for one in queries.terms() if one.active and numbers.get(one.id)]
    return render_template("compass/terms/public.html", shelves=showing.shelves(said), numbers=numbers)
