"""What questions hang into other pages: the Merk-Code page, the office's open idea."""

from __future__ import annotations

from flask import render_template, request
from markupsafe import Markup

from core import accounts
from core.rights import Right, allows
from ideas.asking import queries
from ideas.asking.forms import AddForm, CodeAnswerForm
from ideas.hangings import WayPart
from ideas.journey import day
from ideas.models import Idea
from ideas.stages import ASKABLE, ENDS, Stage


def found(idea: Idea) -> list[Markup]:
    """Return the field for the answer on the page of whoever typed the Merk-Code."""
    if idea.stage in ENDS or idea.id not in queries.asked():
        return []
    inquiry = queries.newest(idea.id)
    if not queries.is_open(inquiry, idea) or "code" not in request.form:
        return []
    form = CodeAnswerForm(code=request.form["code"])
    page = render_template("ideas/asking/found.html", inquiry=inquiry, form=form, until=day(inquiry.answer_by_on))
    return [Markup(page)]  # noqa: S704 - a template escapes what it shows


def desk_top(idea: Idea) -> list[Markup]:
    """Return questions and answers for the office."""
    inquiries = queries.of_idea(idea.id) if idea.id in queries.asked() else []
    if not inquiries:
        return []
    unread, adds = idea.stage is Stage.RECEIVED, idea.stage in queries.ADDS
    waits = idea.stage is not Stage.RECEIVED and not inquiries[0].closed_at and queries.is_open(inquiries[0], idea)
    shown = [(one, day(one.answer_by_on)) for one in inquiries]
    given = {"unread": unread, "adds": adds, "waits": waits}
    page = render_template("ideas/asking/desk.html", idea=idea, shown=shown, add=AddForm(), **given)
    return [Markup(page)]  # noqa: S704 - a template escapes what it shows


def ways(idea: Idea) -> list[WayPart]:
    """Return the office's way to ask back, before an idea has come to an end."""
    viewer = accounts.viewer()
    if idea.stage not in ASKABLE or viewer is None or not allows(viewer.role, Right.IDEAS_MODERATE):
        return []
    return [WayPart("Rückfrage stellen", f"/buero/ideen/{idea.id}/rueckfrage")]
