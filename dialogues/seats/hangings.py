"""What personal codes hang into the office's page of a meeting."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from core import accounts
from core.rights import Right, allows
from dialogues import single_codes
from dialogues.models import Dialogue, DialogueState


def section(dialogue: Dialogue) -> list[Markup]:
    """Return how many codes are out and used, where the meeting has some and is not over."""
    viewer = accounts.viewer()
    if viewer is None or not allows(viewer.role, Right.DIALOGUES_EDIT):
        return []
    if not dialogue.single_codes or dialogue.state is DialogueState.CLOSED:
        return []
    number, used = len(single_codes.issued(dialogue.id)), single_codes.used(dialogue.id)
    shown = render_template("dialogues/seats/section.html", dialogue=dialogue, number=number, used=used)
    return [Markup(shown)]  # noqa: S704 - a template of ours
