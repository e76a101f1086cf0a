"""What this wing hangs into pages of ideas: the button with its number, the office's look at the days."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from core import texts
from ideas.interest import cookie, queries
from ideas.interest.forms import TapForm
from ideas.journey import day
from ideas.models import Idea


def aside(idea: Idea) -> list[Markup]:
    """Return the button, or what this browser answered, with the number beside it."""
    if not idea.public:
        return []
    said = {"interested": cookie.interested(idea.id), "sentence": sentence(idea.id), "form": TapForm()}
    return [Markup(render_template("ideas/interest/aside.html", idea=idea, **said))]  # noqa: S704 - our own template


def alike(idea: Idea) -> list[Markup]:
    """Return the button beside an idea in a list of similar ones; nothing is asked of the database for it."""
    if not idea.public:
        return []
    shown = render_template("ideas/interest/alike.html", idea=idea, sentence=sentence(idea.id), form=TapForm())
    return [Markup(shown)]  # noqa: S704 - our own template


def marks(number: int) -> list[str]:
    """Return the mark of a page that looks otherwise to this browser: it showed interest there."""
    return ["i"] if cookie.interested(number) else []


def sentence(idea_id: int) -> str:
    """Return "Ungefähr 40 Menschen interessiert das.", or nothing while they are few."""
    about = queries.about(idea_id)
    return texts.text("interest.figure", Zahl=f"{about:,}".replace(",", ".")) if about else ""


def desk(idea: Idea) -> list[Markup]:
    """Return what the office sees: the rounded number, and the busiest day when there is one."""
    found = queries.busiest_day(idea.id) if queries.about(idea.id) else None
    if found is None:
        return []
    on, number = found
    most = f"Die meisten an einem Tag: {number}, am {day(on)}."
    shown = render_template("ideas/interest/desk.html", sentence=sentence(idea.id), most=most)
    return [Markup(shown)]  # noqa: S704 - our own template
