"""What citizens see of the Themenradar: what the city works on, as a drawing and as a table."""

from __future__ import annotations

from flask import current_app, render_template, request
from werkzeug.wrappers import Response

from core import answers
from core.audience import public
from radar import blips, board

door = public("radar", __name__, url_prefix="/radar")

NEAR = (
    ("/div", "Visionen und Treffen", "Was bei den Treffen gesagt wurde und welche Zukunft wir uns wünschen."),
    ("/zirkel", "Innovationszirkel", "Wer gemeinsam an einem Auftrag arbeitet und wo noch Plätze frei sind."),
    ("/kickbox", "Kickbox", "Kleine Vorhaben mit Geld und Begleitung, von der Idee bis zum Versuch."),
    ("/vorlagen", "Vorlagen für die Politik", "Was den Rat erreicht hat und was er dazu gesagt hat."),
)
"""Pages of higher rooms that carry on from here: address, title, sentence."""


@door.get("")
def index() -> str | Response:
    """Show the drawing and its table, narrowed by kind and Handlungsfeld."""
    kept = answers.unchanged(*blips.subjects())
    return kept or render_template(
        "radar/board.html",
        board=board.of(request.args),
        kinds=blips.KIND_WORDS,
        rings=blips.RING_WORDS,
        near=_near(),
    )


def _near() -> list[tuple[str, str, str]]:
    """Return the pages to carry on with that this house has."""
    known = {rule.rule for rule in current_app.url_map.iter_rules()}
    return [one for one in NEAR if one[0] in known]
