"""What the clock hangs into other pages: the office's day, the start page's figures, the open idea's inside."""

from __future__ import annotations

from datetime import timedelta

from flask import render_template
from markupsafe import Markup

from core import clock
from core.deadlines import DuePart
from ideas.clock import page, queries, services
from ideas.clock.forms import LabelForm
from ideas.clock.words import TASKS
from ideas.hangings import FigurePart
from ideas.listing import Listing
from ideas.models import Idea

MOST = 15
AHEAD = timedelta(days=14)


def figures() -> list[FigurePart]:
    """Return the figures of the year for the start page."""
    shown = queries.figures_of_all()
    year = shown.this_year
    return [
        FigurePart(
            str(year.handed_in), "Ideen" if year.handed_in != 1 else "Idee", f"seit Januar {clock.today().year}"
        ),
        FigurePart(str(shown.with_answer), "haben eine Antwort"),
        FigurePart(page.middle(year), "bis zur ersten Antwort", "im Mittel (Median)"),
        FigurePart(str(shown.overdue), "warten länger als versprochen"),
    ]


def due() -> list[DuePart]:
    """Return what is overdue and what comes soon, the oldest first."""
    return [
        DuePart.until(one.title, TASKS[one.stage], "Idee", f"/buero/ideen/{one.idea_id}", one.on)
        for one in queries.until(clock.today() + AHEAD)[:MOST]
    ]


def tiles() -> list[tuple[int, str, str]]:
    """Return how many promises are overdue."""
    return [(len(queries.overdue()), "Ideen überfällig", "/buero/ideen/faellig")]


def list_end(**shown: Listing) -> list[Markup]:
    """Return the way from the public list to the figures, below what is not a search."""
    if shown["list"].query:
        return []
    return [Markup(render_template("ideas/clock/list_end.html"))]  # noqa: S704 - a template escapes what it shows


def inside(idea: Idea) -> list[Markup]:
    """Return what only the office sees of an idea: its label, and reasons of steps that were not for the public."""
    label = queries.label(idea.id) if idea.id in queries.labelled() else None
    present = [label.words] if label else []
    offered = list(dict.fromkeys([*services.labels(), *present]))
    form = LabelForm(offered=offered, words=label.words if label else "")
    reasons = [step for step in idea.steps if step.inner_reason]
    shown = render_template("ideas/clock/inside.html", idea=idea, form=form, reasons=reasons, label=label)
    return [Markup(shown)]  # noqa: S704 - a template escapes what it shows
