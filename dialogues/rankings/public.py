"""What everybody sees of a ranking once the results of its meeting are out."""

from __future__ import annotations

from flask import render_template
from werkzeug.wrappers import Response

from core import answers
from core.audience import public
from core.errors import NotThere
from dialogues import queries, ranked
from dialogues.public import SUBJECTS
from dialogues.rankings import page
from dialogues.rankings import queries as rankings

door = public("rankings", __name__, url_prefix="/div")


@door.get("/<int:dialogue_id>/reihungen/<int:number>")
def show(dialogue_id: int, number: int) -> str | Response:
    """Show the result of one ranking; NotThere before it is out."""
    kept = answers.unchanged(*SUBJECTS)
    if kept is not None:
        return kept
    dialogue, ranking = queries.dialogue(dialogue_id, public=True), rankings.one(dialogue_id, number)
    if not ranked.is_released(dialogue, ranking):
        raise NotThere
    return render_template("dialogues/rankings/public.html", **page.shown(dialogue, ranking, public=True))
