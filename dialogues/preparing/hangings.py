"""What this wing hangs into the pages of a meeting: the way to rules, calendar and paper, the rehearsal."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from core import accounts, mail
from core.rights import Right, allows
from dialogues import queries
from dialogues.models import Dialogue, DialogueState
from dialogues.preparing.forms import PressForm


def invited(kind: str, id: int) -> list[str]:  # noqa: A002 - the slot names a thing
    """Return what a letter to somebody invited to an announced meeting adds: where all about it stands, and the calendar."""
    dialogue = queries.titles_of([id]).get(id) if kind == "dialogue" else None
    if dialogue is None or not dialogue.announced:
        return []
    page, day = (mail.address(name, number=id) for name in ("dialogues.show", "dialogues_rules.day"))
    return [f"Ablauf und Regeln des Treffens:\n\n{page}", f"Der Termin für Ihren Kalender:\n\n{day}"]


def settled(kind: str, id: int) -> list[tuple[str, str, str]]:  # noqa: A002 - the slot names a thing
    """Return from when to when (HH:MM or empty) and where a meeting is: the form of an invitation begins with it."""
    dialogue = queries.titles_of([id]).get(id) if kind == "dialogue" else None
    return [(dialogue.begins, dialogue.ends, dialogue.place)] if dialogue else []


def seat(dialogue: Dialogue) -> list[Markup]:
    """Return the way to the rules on the phone."""
    return [Markup(render_template("dialogues/preparing/seat_part.html", dialogue=dialogue))]  # noqa: S704 - our own template


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
