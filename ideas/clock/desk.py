"""The office sees what is due, and notes how far an idea is inside."""

from __future__ import annotations

from datetime import timedelta

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts, clock
from core.audience import desk
from core.errors import FormExpired
from core.rights import Right
from ideas.clock import queries, services
from ideas.clock.forms import LabelForm
from ideas.clock.words import TASKS
from ideas.stages import WORDS

door = desk("ideas_clock", __name__, reads=Right.IDEAS_READ, writes=Right.IDEAS_MODERATE, url_prefix="/buero/ideen")
AT_ONCE = 200
AHEAD = timedelta(days=14)


@door.get("/faellig")
def due() -> str:
    """Show what is overdue, and what comes in the next two weeks."""
    found = queries.until(clock.today() + AHEAD)
    shown = found[:AT_ONCE]
    known = queries.labels([one.idea_id for one in shown])
    return render_template(
        "ideas/clock/due.html",
        shown=shown,
        total=len(found),
        today=clock.today(),
        tasks=TASKS,
        words=WORDS,
        labels=known,
    )


@door.post("/<int:number>/vermerk")
def note(number: int) -> Response:
    """Store the label that only the office sees."""
    form = LabelForm(request.form, offered=services.labels())
    if not form.validate():
        raise FormExpired("Das ging nicht. Bitte laden Sie die Seite neu und wählen Sie einen der Vermerke.")
    services.note(number, form.words.data or "", accounts.require().who)
    return redirect(url_for("ideas_desk.read", number=number, notiz="vermerkt"), 303)
