"""What school mode hangs into other pages: the teacher's wish at the open idea, and on the office's day."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from core.deadlines import DuePart
from ideas.hangings import WayPart
from ideas.listing import Listing
from ideas.models import Idea, Source
from ideas.school import queries
from ideas.school.forms import KeepForm
from ideas.school.models import SchoolIdea


def desk_top(idea: Idea) -> list[Markup]:
    """Return the teacher's wish above the office's form; ideas from elsewhere cost nothing."""
    found = queries.of_idea(idea.id) if idea.source is Source.SCHOOL else None
    if found is None or found.asked_at is None:
        return []
    return [Markup(render_template("ideas/school/asked.html", found=found, keep_form=KeepForm()))]  # noqa: S704 - a template of ours


def due() -> list[DuePart]:
    """Return what teachers asked and nobody decided."""
    return [_part(one) for one in queries.asked()]


def _part(one: SchoolIdea) -> DuePart:
    assert one.asked_at is not None  # noqa: S101 - the query asks for it
    what = f"Lehrkraft bittet, nicht zu veröffentlichen: {one.school_class.name}"
    return DuePart.since(one.idea.listed_title, what, "Schule", f"/buero/ideen/{one.idea_id}", one.asked_at)


def ways(list: Listing) -> list[WayPart]:  # noqa: A002, ARG001 - the slot's own word
    """Lead from all ideas to the classes."""
    return [WayPart("Schulklassen", "/buero/ideen/klassen")]
