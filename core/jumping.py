"""Springen: from a few letters to any page of the office: what the menu names, what rooms know by name, what the search finds.

Only what this person could open is named: the door behind each address decides (core/rights.py), not the index. Rooms
hang what they know better than the index (names by their beginning, what was seen last) into the slot `desk.jump`
(text=, viewer=); with an empty text they may offer something too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import current_app, url_for
from werkzeug.exceptions import HTTPException

from core import indexing, slots, things
from core.accounts import Viewer
from core.audience import Door
from core.forms import clean, one_line
from core.rights import allows
from core.room import Entrance
from core.rows import fold
from core.search.query import parse

LONGEST = 80
MOST = 12
MOST_PAGES = 4
SLOT = "desk.jump"


@dataclass(frozen=True)
class Place:
    """Somewhere to go: its title, what it is in a word, its address."""

    title: str
    what: str
    address: str


def asked(said: str) -> str:
    """Return what was typed as it is looked for."""
    return str(one_line(clean(said)))[:LONGEST]


def places(text: str, viewer: Viewer) -> list[Place]:
    """Return at most a dozen places for some letters, the surest first, each once."""
    found: dict[str, Place] = {}
    for place in _all(text, viewer):
        if place.address not in found and may_open(place.address, viewer):
            found[place.address] = place
        if len(found) == MOST:
            break
    return list(found.values())


def _all(text: str, viewer: Viewer) -> Iterator[Place]:
    yield from _pages(text, viewer)
    yield from slots.parts(SLOT, text=text, viewer=viewer)
    yield from _searched(text) if text else ()


def _pages(text: str, viewer: Viewer) -> Iterable[Place]:
    """Yield words of the menu that begin with what was typed; all of them while nothing is."""
    entrances: list[Entrance] = current_app.extensions["entrances"]
    words, found = fold(text), []
    for one in entrances:
        mine = one.right is not None and allows(viewer.role, one.right)
        if mine and any(part.startswith(words) for part in (fold(one.label), *fold(one.label).split())):
            found.append(Place(one.label, "Seite", url_for(one.endpoint)))
    return found[:MOST_PAGES] if text else ()


def _searched(text: str) -> Iterator[Place]:
    """Yield the search's best hits of every kind, with the titles they have now."""
    hits = indexing.find(parse(text), audience="desk", limit=MOST).hits
    wanted: dict[str, list[int]] = {}
    for hit in hits:
        kind, number = hit.id.split(":")
        wanted.setdefault(kind, []).append(int(number))
    titles = {kind: things.kind(kind).titles(ids) for kind, ids in wanted.items()}
    for hit in hits:
        kind, number = hit.id.split(":")
        if int(number) in titles[kind]:
            known = things.kind(kind)
            yield Place(titles[kind][int(number)], known.noun, known.desk_address(int(number)))


def may_open(address: str, viewer: Viewer) -> bool:
    """Tell whether the office's door behind an address lets this person in."""
    try:
        endpoint, _ = current_app.url_map.bind("localhost").match(address.partition("#")[0].partition("?")[0])
    except HTTPException:
        return False
    door = current_app.blueprints.get(str(endpoint).rpartition(".")[0])
    if not isinstance(door, Door) or door.audience != "desk" or door.reads is None:
        return False
    return allows(viewer.role, door.reads)
