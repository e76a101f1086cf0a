"""What languages hang into other pages: help at the form, the way to a translation."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from ideas import tongue
from ideas.hangings import WayPart
from ideas.models import Idea

HELP = {"en": "English", "tr": "Türkçe", "ar": "العربية", "uk": "Українська"}
"""Languages with a page of help, each by its own name."""


def form_top() -> list[Markup]:
    """Return the links to the help pages, each named in its own language."""
    links = [(code, name, tongue.direction(code)) for code, name in HELP.items()]
    return [Markup(render_template("ideas/languages/links.html", links=links))]  # noqa: S704 - a template of ours


def ways(idea: Idea) -> list[WayPart]:
    """Lead from an idea to its language."""
    label = "Sprache und Übersetzung" if idea.language else "Sprache angeben"
    return [WayPart(label, f"/buero/ideen/{idea.id}/sprache")]
