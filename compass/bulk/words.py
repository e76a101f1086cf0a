"""Changes to many at once in words: what is asked for, why an entry stays as it is."""

from __future__ import annotations

from compass.bulk.models import Act, Fate, State
from compass.models import CAPACITY_WORDS, SECTOR_WORDS, Capacity, Sector
from radar import queries as radar

ACT_WORDS = {
    Act.ADD_AREA: "Thema dazu: {}",
    Act.DROP_AREA: "Thema weg: {}",
    Act.ADD_DISTRICT: "Stadtbezirk dazu: {}",
    Act.DROP_DISTRICT: "Stadtbezirk weg: {}",
    Act.ADD_TAG: "Stichwort dazu: {}",
    Act.DROP_TAG: "Stichwort weg: {}",
    Act.CAPACITY: "Luft: {}",
    Act.SECTOR: "Bereich: {}",
}
STATE_WORDS = {
    State.PLANNED: "noch nicht geändert",
    State.RUNNING: "läuft",
    State.DONE: "geändert",
    State.UNDOING: "wird zurückgenommen",
    State.UNDONE: "zurückgenommen",
}
FATE_WORDS = {
    Fate.WAITING: "wird geändert",
    Fate.DONE: "geändert",
    Fate.LEFT: "bleibt, wie es ist",
    Fate.UNDONE: "wieder wie vorher",
    Fate.KEPT: "bleibt geändert",
}
HAS, LACKS, SAME = "hat das schon", "hat das nicht", "steht schon so da"
MEANWHILE, RESTRICTED = "wurde inzwischen geändert", "ist inzwischen eingeschränkt"


def said(act: Act, value: str) -> str:
    """Return the value of a change in words, empty for one that there is not; tags are their own words."""
    known = radar.taxonomy()
    if act in {Act.ADD_TAG, Act.DROP_TAG}:
        return value
    if act is Act.CAPACITY:
        return CAPACITY_WORDS[Capacity(value)] if value in set(Capacity) else ""
    if act is Act.SECTOR:
        return SECTOR_WORDS[Sector(value)] if value in set(Sector) else ""
    if not value.isdecimal():
        return ""
    found = known.area(int(value)) if act in {Act.ADD_AREA, Act.DROP_AREA} else known.district(int(value))
    return found.name if found else ""


def sentence(act: Act, value: str) -> str:
    """Return a change in words."""
    return ACT_WORDS[act].format(value)
