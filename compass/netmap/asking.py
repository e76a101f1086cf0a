"""What an address asks of the picture of the network: around whom, how far, narrowed to what, on which day, what size means.

The address alone restores the view; whatever is unknown in it is passed over.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from urllib.parse import urlencode

from compass import further
from compass.models import SECTOR_WORDS, Sector
from compass.narrowing import Args
from core import clock
from core.forms import clean, one_line
from core.panels import Choice, Panel
from radar import queries as radar

AROUND, DEPTH, DAY, SIZE = "um", "tiefe", "am", "groesse"
DEEPEST: Final = 3
DEPTH_WORDS: Final = {1: "Direkt verbunden", 2: "Über eine Stelle", 3: "Über zwei Stellen"}
LONGEST_QUERY: Final = 80
EARLIEST: Final = date(1900, 1, 1)


class Measure(enum.StrEnum):
    """Was die Größe eines Zeichens sagt."""

    TIES = "verbindungen"
    BETWEEN = "vermittlung"
    NOTHING = "nichts"


MEASURE_WORDS: Final = {
    Measure.TIES: "Zahl der Verbindungen",
    Measure.BETWEEN: "Vermittlung zwischen anderen",
    Measure.NOTHING: "nichts, alle gleich groß",
}


@dataclass(frozen=True)
class View:
    """One view of the network; center None is the whole of it, day None today, empty sectors and areas all of them."""

    center: int | None = None
    depth: int = 1
    sectors: tuple[Sector, ...] = ()
    areas: tuple[int, ...] = ()
    day: date | None = None
    measure: Measure = Measure.TIES

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The names and values of an address that show the same again."""
        found = [(AROUND, str(self.center)), (DEPTH, str(self.depth))] if self.center else []
        found += [("bereich", one.value) for one in self.sectors] + [("thema", str(one)) for one in self.areas]
        found += [(DAY, self.day.isoformat())] if self.day else []
        return found + ([(SIZE, self.measure.value)] if self.measure is not Measure.TIES else [])

    @property
    def query(self) -> str:
        """The pairs as the end of an address, with its question mark; empty without any."""
        return f"?{urlencode(self.pairs)}" if self.pairs else ""

    def around(self, number: int | None) -> View:
        """Return the same view with somebody else in the middle."""
        return replace(self, center=number)


def view(args: Args, *, public: bool) -> View:
    """Return the view that an address asks for; in public no day that is still to come."""
    panels = {panel.name: panel.chosen for panel in _panels(args)}
    depth, size = further.number(args.get(DEPTH, "")) or 1, args.get(SIZE, "")
    return View(
        center=further.number(args.get(AROUND, "")),
        depth=min(depth, DEEPEST),
        sectors=tuple(map(Sector, panels["bereich"])),
        areas=tuple(map(int, panels["thema"])),
        day=_day(args.get(DAY, ""), public=public),
        measure=Measure(size) if size in set(Measure) else Measure.TIES,
    )


def panels(asked: View) -> list[Panel]:
    """Return the filters as the page draws them."""
    chosen = {"bereich": {one.value for one in asked.sectors}, "thema": {str(one) for one in asked.areas}}
    return [
        Panel(name, label, [Choice(value, word, value in chosen[name]) for value, word in words.items()])
        for (name, label), words in _words().items()
    ]


def question(args: Args) -> str:
    """Return whom somebody looks for to put in the middle."""
    return str(one_line(clean(args.get("q", ""))))[:LONGEST_QUERY].strip()


def _words() -> dict[tuple[str, str], dict[str, str]]:
    sectors = {sector.value: word for sector, word in SECTOR_WORDS.items()}
    return {
        ("bereich", "Bereich"): sectors,
        ("thema", "Thema"): {str(area.id): area.name for area in radar.taxonomy().areas},
    }


def _panels(args: Args) -> list[Panel]:
    return [
        Panel(name, label, [Choice(value, word, value in args.getlist(name)) for value, word in words.items()])
        for (name, label), words in _words().items()
    ]


def _day(said: str, *, public: bool) -> date | None:
    """Return the day of an address; None for today, for no day, and in public for one that is still to come."""
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return None
    today = clock.today()
    return None if day == today or day < EARLIEST or (public and day > today) else day
