"""The minutes of an ended evening that everybody may read: page and PDF."""

from __future__ import annotations

from flask import Response, render_template
from werkzeug.wrappers import Response as AnyResponse

from core import answers
from core.audience import public
from core.errors import NotThere, Unavailable
from core.pdf import Missing
from dialogues import queries, showing
from dialogues.evenings import minutes, printing
from dialogues.models import Dialogue
from ideas import queries as ideas

door = public("dialogues_minutes", __name__, url_prefix="/div")


def ended(number: int) -> Dialogue:
    """Return a meeting everybody may know of whose evening has ended; NotThere otherwise."""
    dialogue = queries.dialogue(number, public=True)
    if dialogue.finished_at is None:
        raise NotThere
    return dialogue


@door.get("/<int:number>/protokoll")
def show(number: int) -> str | AnyResponse:
    """Show the minutes."""
    kept = answers.unchanged("dialogues", "ideas")
    if kept is not None:
        return kept
    dialogue = ended(number)
    told = minutes.of(dialogue)
    shown = showing.sources(ideas.by_ids(told.idea_ids, public=True), public=True)
    return render_template("dialogues/evenings/minutes.html", dialogue=dialogue, minutes=told, ideas=shown)


@door.get("/<int:number>/protokoll-<int:again>.pdf")
def file(number: int, again: int) -> Response:
    """Give the minutes as PDF."""
    dialogue = ended(number if number == again else 0)
    try:
        return printing.answer(dialogue)
    except Missing as missing:
        raise Unavailable(str(missing)) from missing
