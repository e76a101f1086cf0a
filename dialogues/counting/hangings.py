"""What counts hang into other pages: the office's way to them, everybody's way to the formulas and the files."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from dialogues.counting import queries
from dialogues.models import Dialogue, DialogueState


def desk_sections(dialogue: Dialogue) -> list[Markup]:
    """Show on the office's page of a meeting where its counts come from; a meeting without theses has none."""
    if not dialogue.theses:
        return []
    part = render_template("dialogues/counting/section.html", dialogue=dialogue, sources=queries.sources(dialogue.id))
    return [Markup(part)]  # noqa: S704 - a template of ours


def results_end(dialogue: Dialogue) -> list[Markup]:
    """Say below the results how they were computed, and offer them as files."""
    if dialogue.state is not DialogueState.CLOSED:
        return []
    return [Markup(render_template("dialogues/counting/end.html", dialogue=dialogue))]  # noqa: S704 - a template of ours
