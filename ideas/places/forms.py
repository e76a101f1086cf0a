"""What a form says about a point."""

from __future__ import annotations

from wtforms import Form, HiddenField

from core.config import settings
from core.forms import DeskForm
from core.geojson import Box, Unreadable, point


def city() -> Box:
    """Return the box around the city that points must lie in."""
    try:
        west, south, east, north = map(float, settings().map_box.split(","))
    except ValueError:
        return Box(-180, -90, 180, 90)
    return Box(west, south, east, north)


class PointForm(Form):
    """Punkt auf der Karte: two hidden numbers that only a script writes; part of a larger form, so without token."""

    longitude = HiddenField()
    latitude = HiddenField()

    def point(self) -> tuple[float, float]:
        """Return the point; Unreadable when it is none or lies outside of the city."""
        try:
            east, north = float((self.longitude.data or "")[:30]), float((self.latitude.data or "")[:30])
        except ValueError:
            raise Unreadable("Eine Koordinate ist keine Zahl.") from None
        return point(east, north, city())


class TakeAwayForm(DeskForm):
    """Punkt entfernen: only a token."""
