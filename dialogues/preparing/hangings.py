"""What this wing hangs into the pages of a meeting: the way to rules, calendar and paper, the rehearsal."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from core import accounts
from core.rights import Right, allows
from dialogues import queries
from dialogues.models import Dialogue, DialogueState
from dialogues.preparing.forms import PressForm


def aside(dialogue: Dialogue) -> list[Markup]:
    """Return what everybody is led to from a meeting's page."""
    over = dialogue.state is DialogueState.CLOSED
    return [Markup(render_template("dialogues/preparing/aside.html", dialogue=dialogue, over=over))]  # noqa: S704 - our own template


def desk_aside(dialogue: Dialogue) -> list[Markup]:
    """Return what the office is led to from a meeting's page."""
    viewer = accounts.viewer()
    may_edit = viewer is not None and allows(viewer.role, Right.DIALOGUES_EDIT)
    given = {
        "dialogue": dialogue,
        "may_edit": may_edit,
        "planned": dialogue.state is DialogueState.PLANNED,
        "rehearsal": queries.rehearsal_of(dialogue.id),
        "press": PressForm(),
    }
    return [Markup(render_template("dialogues/preparing/desk_aside.html", **given))]  # noqa: S704 - our own template
