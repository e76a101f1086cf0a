"""A point is put on the map, moved, taken away."""

from __future__ import annotations

from core import geojson, journal, versions
from core.db import db
from core.journal import Who
from core.things import Thing
from ideas.places.models import IdeaPoint
from ideas.services.steps import locked


def put(idea_id: int, longitude: float, latitude: float, who: Who) -> None:
    """Put an idea on the map at a point, rounded to about ten metres; geojson.Unreadable when it is none."""
    east, north = geojson.point(longitude, latitude)
    locked(idea_id)
    row = db.session.get(IdeaPoint, idea_id)
    if row is None:
        db.session.add(IdeaPoint(idea_id=idea_id, longitude=east, latitude=north))
    elif (row.longitude, row.latitude) == (east, north):
        return
    else:
        row.longitude, row.latitude = east, north
    _noted(idea_id, "idea.placed", who)


def take_away(idea_id: int, who: Who) -> None:
    """Take an idea off the map."""
    locked(idea_id)
    row = db.session.get(IdeaPoint, idea_id)
    if row is not None:
        db.session.delete(row)
        _noted(idea_id, "idea.unplaced", who)


def _noted(idea_id: int, verb: str, who: Who) -> None:
    db.session.flush()
    journal.note(verb, Thing("idea", idea_id), who)
    versions.up("ideas")
