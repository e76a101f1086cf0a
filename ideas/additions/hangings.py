"""What this wing hangs into other pages: notes under an idea, the form for one more, the office's work."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from flask import render_template
from markupsafe import Markup

from core import clock
from core.deadlines import DuePart
from ideas.additions import queries
from ideas.additions.forms import AdditionForm
from ideas.additions.models import STATE_WORDS
from ideas.models import Idea

QUEUE = "/buero/ideen/ergaenzungen"


def sections(idea: Idea) -> list[Markup]:
    """Return the notes under an idea by day, and the form for one more."""
    if not idea.public:
        return []
    shown = queries.shown(idea.id)
    days = [(day, list(rows)) for day, rows in groupby(shown, key=lambda one: clock.local(one.submitted_at).date())]
    page = render_template("ideas/additions/section.html", idea=idea, days=days, form=AdditionForm())
    return [Markup(page)]  # noqa: S704 - our own template


def desk(idea: Idea) -> list[Markup]:
    """Return all notes to an idea for the office, those that wait too."""
    rows = [(one, STATE_WORDS[one.state]) for one in queries.of_idea(idea.id)]
    return [Markup(render_template("ideas/additions/desk.html", rows=rows))] if rows else []  # noqa: S704 - our own template


def words(ids: Sequence[int]) -> list[tuple[int, str]]:
    """Return what the search finds an idea by besides its own text: what others added."""
    return list(queries.words(ids).items())


def due() -> list[DuePart]:
    """Return the notes that wait longest."""
    parts = []
    for one in queries.waiting(limit=5):
        title, until = f"Ergänzung zu „{one.idea.title}“", queries.read_until(one)
        parts.append(DuePart.until(title, "Lesen und veröffentlichen", "Ergänzung", f"{QUEUE}/{one.id}", until))
    return parts


def tiles() -> list[tuple[int, str, str]]:
    """Return how many notes wait, if any do."""
    number = queries.how_many_waiting()
    return [(number, "Ergänzungen zu lesen" if number != 1 else "Ergänzung zu lesen", QUEUE)] if number else []
