"""The page of figures that everybody may read."""

from __future__ import annotations

from flask import render_template
from werkzeug.wrappers import Response

from core import answers
from core.audience import public
from ideas.clock import page, queries
from ideas.queries import COMING_IN

door = public("ideas_figures", __name__, url_prefix="/ideen")


@door.get("/zahlen")
def show() -> str | Response:
    """Show how many ideas came and how soon the office answered, computed from the ideas themselves."""
    kept = answers.unchanged("ideas", COMING_IN)
    if kept is not None:
        return kept
    shown = queries.figures_of_all()
    return render_template("ideas/clock/figures.html", shown=shown, page=page)
