"""What this wing hangs into the form and the page with the Merk-Code."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from ideas import similar
from ideas.alike import shown
from ideas.models import Idea


def beside_form() -> list[Markup]:
    """Return the place where similar ideas appear while somebody writes; empty and unseen until then."""
    similar.ready()
    return [Markup(render_template("ideas/alike/place.html"))]  # noqa: S704 - our own template


def thanks(idea: Idea) -> list[Markup]:
    """Return the similar ideas of one just stored, for those without JavaScript and those who wrote on; none for a machine's."""
    if idea.suspicion is not None:
        return []
    found = similar.near(idea.title, idea.text, without={idea.id})
    if not found:
        return []
    return [Markup(render_template("ideas/alike/thanks.html", alike=shown.parts(found)))]  # noqa: S704 - our own template
