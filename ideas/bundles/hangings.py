"""What bundles hang into other pages: the author's way out, the office's news of objections, the way to the proposals."""

from __future__ import annotations

from flask import render_template, request
from markupsafe import Markup

from core.deadlines import DuePart
from core.forms import clean
from ideas import address
from ideas import queries as ideas
from ideas.bundles import queries
from ideas.bundles.forms import AloneByCodeForm
from ideas.hangings import WayPart
from ideas.listing import Listing
from ideas.models import Idea

CODE_LENGTH = 40


def found(idea: Idea) -> list[Markup]:
    """Return for an author those that stand beside their idea, and the way out."""
    beside = [(other.title, address.of(other)) for other in ideas.bundled(idea.id)] if idea.bundle_id else []
    if not beside:
        return []
    form = AloneByCodeForm(code=str(clean(request.form.get("code", "")))[:CODE_LENGTH])
    return [Markup(render_template("ideas/bundles/found.html", beside=beside, form=form))]  # noqa: S704 - our own template


def due() -> list[DuePart]:
    """Return objections nobody has read."""
    what = "Die Verfasser*in hat die Idee aus einem Bündel genommen"
    return [
        DuePart.since(idea.title, what, "Idee", "/buero/ideen/buendel", said.said_at)
        for said, idea in queries.objections()
    ]


def ways(list: Listing) -> list[WayPart]:  # noqa: A002, ARG001 - the slot's own word
    """Lead from all ideas to the proposals."""
    return [WayPart("Was gehört zusammen?", "/buero/ideen/buendel")]
