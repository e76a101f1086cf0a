"""What everybody sees of a meeting that is prepared: its rules, its day for the calendar."""

from __future__ import annotations

from flask import Response as FlaskResponse
from flask import render_template
from werkzeug.wrappers import Response

from core import answers, mail
from core.audience import public
from dialogues import queries, rules
from dialogues.preparing.desk import as_calendar
from dialogues.public import SUBJECTS

door = public("dialogues_rules", __name__, url_prefix="/div/<int:number>")


@door.get("/regeln")
def show(number: int) -> str | Response:
    """Show the rules of an announced meeting."""
    kept = answers.unchanged(*SUBJECTS)
    if kept is not None:
        return kept
    dialogue = queries.dialogue(number, public=True)
    return render_template("dialogues/preparing/rules.html", dialogue=dialogue, parts=rules.shown(dialogue))


@door.get("/treffen.ics")
def day(number: int) -> FlaskResponse:
    """Return the day of an announced meeting for a calendar."""
    return as_calendar(queries.dialogue(number, public=True), mail.address("dialogues.show", number=number))
