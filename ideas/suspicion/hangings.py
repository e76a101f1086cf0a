"""What the suspicion hangs into the office's pages: why an idea sounds like spam, the button, the way to the list."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from ideas.models import Idea
from ideas.suspicion import bayes, queries
from ideas.suspicion.forms import SpamForm


def why(idea: Idea) -> list[Markup]:
    """Say on the open idea that it sounds like spam and by which of its words; nothing on any other."""
    if idea.stage not in queries.WAITING or not queries.speaks() or queries.sound(idea.id) < bayes.LOUD:
        return []
    words = bayes.reasons(idea.title, idea.text, queries.counts())
    shown = render_template("ideas/suspicion/why.html", words=words)
    return [Markup(shown)]  # noqa: S704 - a template escapes what it shows


def button(idea: Idea) -> list[Markup]:
    """Offer on an unread idea to decline it as spam."""
    if idea.stage not in queries.WAITING:
        return []
    shown = render_template("ideas/suspicion/decline.html", idea=idea, form=SpamForm(version=idea.version))
    return [Markup(shown)]  # noqa: S704 - a template escapes what it shows


def above_queue() -> list[Markup]:
    """Lead from the queue to what looks suspicious, while there is some: there one press clears a wave."""
    number = queries.how_many()
    if not number:
        return []
    return [Markup(render_template("ideas/suspicion/above_queue.html", number=number))]  # noqa: S704 - a template escapes
