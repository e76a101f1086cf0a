"""The map as a page needs it: the drawing with its numbers, the list of districts, the address of map pictures."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from core.config import settings
from ideas import address, listing, narrowing
from ideas.listing import Side
from ideas.places import queries as places
from ideas.places.forms import city
from ideas.stages import SHOWN
from radar import districts
from radar.districts import Counted

SIDE = Side("/ideen/karte", SHOWN, "public")
MANY = (1, 5, 15)
"""From how many ideas on a district is one step darker."""


def counted() -> Counted:
    """Return how many published ideas each district has; a tap shows those of one alone."""
    return Counted(places.shown_by_district(), _said, lambda number: f"{SIDE.base}?bezirk={number}", MANY)


def _said(total: int) -> str:
    return f"{total} {'Idee' if total == 1 else 'Ideen'}"


def ground() -> dict[str, str]:
    """Return what the script needs of the city's map: address, layers, source, box."""
    box, given = city(), settings()
    return {
        "tiles": given.map_tiles,
        "layers": given.map_layers,
        "source": given.map_source,
        "box": f"{box.west},{box.south},{box.east},{box.north}",
    }


def of(args: MultiDict[str, str], *, pictures: bool) -> dict[str, object]:
    """Return what the map page shows: the map, the districts, the list of the same ideas page by page."""
    asked = MultiDict((name, value) for name, value in args.items(multi=True) if name != "q")
    filters = listing.filters_of(asked)
    drawn = None if pictures else districts.board(counted(), filters.districts)
    rows = drawn.areas if drawn else districts.areas(counted(), filters.districts)
    return {"list": listing.of(asked, SIDE), "board": drawn, "areas": rows, "map": ground() if pictures else None}


def features(filters: narrowing.Filters) -> list[dict[str, object]]:
    """Return the points of published ideas as GeoJSON features: number, title and address, nothing else."""
    return [
        {
            "type": "Feature",
            "id": number,
            "geometry": {"type": "Point", "coordinates": [east, north]},
            "properties": {"title": title, "address": f"/ideen/{number}-{address.slug(title)}"},
        }
        for number, title, east, north in places.on_the_map(filters)
    ]
