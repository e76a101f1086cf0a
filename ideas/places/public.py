"""The map of published ideas, and its points for the script that draws them."""

from __future__ import annotations

from flask import jsonify, render_template, request
from werkzeug.wrappers import Response

from core import answers
from core.audience import public
from ideas import listing
from ideas.places import page

door = public("ideas_places", __name__, url_prefix="/ideen/karte")


@door.get("")
def index() -> str | Response:
    """Show the map and, beside it, everything it tells as a list."""
    pictures = answers.show_map()
    kept = answers.unchanged("ideas", "taxonomy", "categories")
    return kept or render_template("ideas/places/map.html", **page.of(request.args, pictures=pictures))


@door.get("/punkte.geojson")
def points() -> Response:
    """Send the points of a narrowed list, the newest 5,000."""
    kept = answers.unchanged("ideas", "taxonomy", "categories")
    if kept is not None:
        return kept
    answer = jsonify(type="FeatureCollection", features=page.features(listing.filters_of(request.args)))
    answer.mimetype = "application/geo+json"
    return answer
