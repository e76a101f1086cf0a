"""How it is computed, for everybody, and the results of an announced meeting as open data."""

from __future__ import annotations

from flask import render_template
from werkzeug.wrappers import Response

from core import answers
from core.audience import public
from core.errors import NotThere
from dialogues import agreement, queries
from dialogues.counting import columns
from dialogues.counting.examples import compared, examples
from dialogues.models import DialogueState

door = public("results", __name__, url_prefix="/div")


@door.get("/so-rechnen-wir")
def formulas() -> str | Response:
    """Show every formula with its source, its limits and examples computed by the very code."""
    kept = answers.unchanged()
    return kept or render_template(
        "dialogues/counting/formulas.html", rules=agreement, examples=examples(), compared=compared()
    )


@door.get("/<int:number>/ergebnisse.<any(csv, json):form>")
def download(number: int, form: str) -> Response:
    """Send the results of an announced meeting; before it is closed there are none."""
    kept = answers.unchanged("dialogues")
    if kept is not None:
        return kept
    dialogue = queries.dialogue(number, public=True)
    if dialogue.state is not DialogueState.CLOSED:
        raise NotThere
    return columns.answer(dialogue, agreement.results(dialogue), form)
