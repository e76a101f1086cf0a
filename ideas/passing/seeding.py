"""The one place every city has: where to report what is broken; written once into an empty table."""

from __future__ import annotations

from sqlalchemy import func, select

from core import versions
from core.db import db
from ideas.passing.models import Agency, PlaceKind

HINTS = (
    "kaputt, defekt, Schlagloch, zerbrochen, Scherben, Sperrmüll, wilder Müll, herumliegt, überquillt, übergelaufen, "
    "Laterne aus, Straßenlaterne, Straßenlampe, flackert, leuchtet nicht, Ampel fällt aus, abgebrochen, wackelt, "
    "umgestürzt, Schmiererei, Graffiti, verstopft, Gully, Schrottrad"
)


def seed() -> None:
    """Fill the table of places when it is empty; what a city changed stays."""
    if db.session.scalar(select(func.count()).select_from(Agency)):
        return
    place = Agency(name="Mängelmelder der Stadt", kind=PlaceKind.DEFECTS, reach="Telefon {office.phone}", hints=HINTS)
    db.session.add(place)
    versions.up("places")
