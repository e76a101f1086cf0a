"""What this wing hangs into other pages: the map on the form, the point at an idea, the office's look at it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template, request
from markupsafe import Markup
from wtforms import Form

from core import answers, geojson
from core.journal import AUTHOR
from ideas.models import Idea
from ideas.places import page, queries, services
from ideas.places.forms import PointForm, TakeAwayForm
from ideas.places.models import IdeaPoint
from ideas.services import Submitted
from ideas.stages import Stage
from radar import districts

AWAY = "point_away"
"""Box by which an author takes the point off the map, with or without a script."""


def field(form: Form) -> list[Markup]:
    """Return the map on the form: a point on the city's map, or a district on the drawing; nothing when neither is set."""
    if answers.show_map():
        return [_ground(PointForm(request.form if request.method == "POST" else None))]
    board = districts.board(page.counted())
    return [_drawn("field", map=None, point=None, board=board)] if board and form else []


def _ground(point: PointForm) -> Markup:
    return _drawn("field", map=page.ground(), point=point, board=None)


def rewriting(idea: Idea | None) -> list[Markup]:
    """Return what an author who writes anew may do with the point; None stands for a form that comes back with errors."""
    sent = idea is None
    found = queries.point(idea.id) if idea else None
    placed = bool(found) or (sent and "placed" in request.form)
    said = PointForm(request.form) if sent else PointForm()
    if found:
        said = PointForm(longitude=str(found.longitude), latitude=str(found.latitude))
    words = in_words(found) if found else ""
    shown = [_drawn("again", words=words, ticked=sent and AWAY in request.form)] if placed else []
    return [*shown, _ground(said)] if answers.show_map() else shown


def rewritten(idea: Idea) -> list[object]:
    """Move the point with the words that were written anew, or take it away when its author says so."""
    typed, sent = PointForm(request.form), request.form
    if AWAY in sent or ("placed" in sent and "longitude" in sent and not typed.longitude.data):
        services.take_away(idea.id, AUTHOR)
    elif typed.longitude.data and typed.latitude.data:
        try:
            services.put(idea.id, *typed.point(), AUTHOR)
        except geojson.Unreadable:
            return []
    return []


def taken(taken: Submitted) -> list[object]:
    """Put the point of a form that was just stored on the map; a strange one is passed over, the idea is what counts."""
    typed, idea = PointForm(request.form), taken.idea
    unread = idea.stage is Stage.RECEIVED and idea.claimed_at is None
    if unread and typed.longitude.data and typed.latitude.data:
        try:
            services.put(idea.id, *typed.point(), AUTHOR)
        except geojson.Unreadable:
            return []
    return []


def points(ids: Sequence[int]) -> list[tuple[int, float, float]]:
    """Return number, longitude and latitude of ideas that have a point, for lists that go out."""
    return queries.points(ids)


def aside(idea: Idea) -> list[Markup]:
    """Return the point of an idea: in words, and where it is found on the map."""
    found = queries.point(idea.id) if idea.public else None
    return [_drawn("aside", idea=idea, words=in_words(found))] if found else []


def desk(idea: Idea) -> list[Markup]:
    """Return the point for the office, with the button that takes it away."""
    found = queries.point(idea.id)
    return [_drawn("desk", idea=idea, words=in_words(found), form=TakeAwayForm())] if found else []


def in_words(point: IdeaPoint) -> str:
    """Return a point as people write it: 52,0217° Nord, 8,5312° Ost."""
    north, east = (f"{value:.4f}".replace(".", ",") for value in (point.latitude, point.longitude))
    return f"{north}° Nord, {east}° Ost"


def list_end(list: object) -> list[Markup]:  # noqa: A002 - the slot's name for what it shows
    """Return the way from the list to the map."""
    query = request.query_string.decode("ascii", "ignore")
    address = f"/ideen/karte?{query}" if query and not getattr(list, "query", "") else "/ideen/karte"
    return [_drawn("way", address=address)]


def _drawn(name: str, **given: object) -> Markup:
    return Markup(render_template(f"ideas/places/{name}.html", **given))  # noqa: S704 - our own template
