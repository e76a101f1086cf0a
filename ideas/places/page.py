"""The map as a page needs it: the drawing with its numbers, the list of districts, the address of map pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from core.config import settings
from core.rows import fold
from ideas import address, listing, narrowing
from ideas.listing import Side
from ideas.places import districts
from ideas.places import queries as places
from ideas.places.forms import city
from ideas.stages import SHOWN
from radar import queries as radar
from radar.picture import digits

SIDE = Side("/ideen/karte", SHOWN, "public")
MANY = (1, 5, 15)
"""From how many ideas on a district is one step darker."""


@dataclass(frozen=True)
class Area:
    """A Stadtbezirk: its number on the drawing, how many published ideas it has, where it is drawn if it is."""

    id: int
    number: int
    name: str
    total: int
    chosen: bool
    path: str = ""
    x: float = 0
    y: float = 0

    @property
    def address(self) -> str:
        """The page with the ideas of this district alone."""
        return f"/ideen/karte?bezirk={self.id}"

    @property
    def said(self) -> str:
        """How many ideas in words."""
        return f"{self.total} {'Idee' if self.total == 1 else 'Ideen'}"

    @property
    def step(self) -> int:
        """How dark it is drawn, 0 to 3."""
        return sum(self.total >= least for least in MANY)

    @property
    def glyphs(self) -> list[tuple[str, float]]:
        """Its number as outlines of digits."""
        return digits(str(self.number))


@dataclass(frozen=True)
class Board:
    """All districts, and the sheet on which those with an outline are drawn."""

    areas: Sequence[Area]
    width: int
    height: int

    @property
    def description(self) -> str:
        """The drawing in a sentence."""
        return "; ".join(f"{one.number} {one.name}: {one.said}" for one in self.areas)


def areas(chosen: Sequence[int] = ()) -> list[Area]:
    """Return all districts in the order of their names with their numbers of ideas."""
    counts = places.shown_by_district()
    terms = radar.taxonomy().districts
    return [Area(t.id, n, t.name, counts.get(t.id, 0), t.id in chosen) for n, t in enumerate(terms, start=1)]


def board(chosen: Sequence[int] = ()) -> Board | None:
    """Return the drawing of the districts; None without a file that can be used."""
    drawing = districts.drawing()
    if drawing is None:
        return None
    shapes = {shape.name: shape for shape in drawing.shapes}
    drawn = []
    for one in areas(chosen):
        shape = shapes.get(fold(one.name))
        place = (shape.path, shape.x, shape.y) if shape else ("", 0, 0)
        drawn.append(Area(one.id, one.number, one.name, one.total, one.chosen, *place))
    return Board(drawn, drawing.width, drawing.height)


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
    drawn = None if pictures else board(filters.districts)
    rows = drawn.areas if drawn else areas(filters.districts)
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
