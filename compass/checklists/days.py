"""On which day a thing of a room above is: asked of that room each time, so that a list moves along when the date moves.

Slot `compass.dated` (kind=, ids=): a room yields (id, ISO day) for those of its things that have a date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Final

from core import slots
from core.things import Thing, kinds

SLOT: Final = "compass.dated"
DATED: Final = {"dialogue": "Treffen"}
"""On which kinds of things a checklist can hang, in words."""


def days(wanted: Collection[Thing]) -> dict[Thing, date]:
    """Return the days of those things that have one; the slot is asked once for each kind."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for thing in wanted:
        numbers[thing.kind].add(thing.id)
    return {
        Thing(kind, number): date.fromisoformat(day)
        for kind, ids in sorted(numbers.items())
        for number, day in slots.parts(SLOT, kind=kind, ids=sorted(ids))
    }


def titles(wanted: Collection[Thing]) -> dict[Thing, tuple[str, str, str]]:
    """Return title, the office's address and the noun of things."""
    found: dict[Thing, tuple[str, str, str]] = {}
    for name in sorted({thing.kind for thing in wanted} & kinds().keys()):
        kind = kinds()[name]
        ids = sorted(thing.id for thing in wanted if thing.kind == name)
        found |= {
            Thing(name, number): (title, kind.desk_address(number), kind.noun)
            for number, title in kind.titles(ids).items()
        }
    return found
