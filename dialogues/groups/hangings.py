"""What this wing hangs into other pages: links and groups beside the running meeting, notes and Leitfragen beside its theses."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from core import accounts
from core.rights import Right, allows
from core.things import Thing
from dialogues.groups import desk, queries, scene
from dialogues.models import Dialogue


def running(dialogue: Dialogue) -> list[Markup]:
    """Return where the groups are and which links live, for the office's page of the running meeting."""
    may_edit = allows(accounts.require().role, Right.DIALOGUES_EDIT)
    now = scene.of(Thing("dialogue", dialogue.id))
    page = render_template(
        "dialogues/groups/running_part.html",
        scene=now,
        lines=desk.lines(dialogue) if may_edit else [],
        may_edit=may_edit,
        place=f"/buero/div/{dialogue.id}",
    )
    return [Markup(page)]  # noqa: S704 - a template of ours


def sections(dialogue: Dialogue) -> list[Markup]:
    """Return notes and Leitfragen, for the office's page of a meeting; nothing before there is something to write down."""
    notes, questions = queries.notes(dialogue.id), queries.questions(dialogue.id)
    may_edit = allows(accounts.require().role, Right.DIALOGUES_EDIT)
    if not notes and not questions and dialogue.opened_at is None and dialogue.closed_at is None:
        return []
    page = render_template(
        "dialogues/groups/desk_section.html",
        dialogue=dialogue,
        notes=notes,
        questions=questions,
        texts={thesis.id: thesis.text for thesis in dialogue.theses},
        may_edit=may_edit,
        place=f"/buero/div/{dialogue.id}",
    )
    return [Markup(page)]  # noqa: S704 - a template of ours
