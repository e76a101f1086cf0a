"""What the pages of the log offer: the words of its address, things to link with, found as the whole house finds them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from compass.contacts import queries
from compass.contacts.models import Occasion
from compass.contacts.queries import Wanted
from compass.contacts.queries.log import LINKABLE
from core import clock, indexing
from core.errors import NotThere
from core.search.query import parse
from core.things import Thing
from radar.forms import as_id

MOST = 12
LONGEST = 100


def today() -> date:
    """Return the day that a new contact most likely had."""
    return clock.today()


def wanted(said: Mapping[str, str]) -> Wanted:
    """Read to what the log is narrowed; NotThere for words no page of ours writes."""
    occasion = said.get("art", "")
    if occasion and occasion not in set(Occasion):
        raise NotThere
    return Wanted(said.get("q", "")[:LONGEST], Occasion(occasion) if occasion else None, as_id(said.get("akteur", "")))


def address(of: Wanted, after: str) -> str:
    """Return the address of the next page of the same list."""
    pairs = {"q": of.text, "art": of.occasion or "", "akteur": str(of.actor_id or ""), "nach": after}
    return f"/buero/netzwerk/kontakte?{urlencode({name: value for name, value in pairs.items() if value})}"


def found(text: str) -> list[tuple[Thing, str, str]]:
    """Return things of the rooms above that some words find: thing, noun, title; best first."""
    hits = indexing.find(parse(text[:LONGEST]), audience="desk", facets={"kind": LINKABLE}, limit=MOST).hits
    things = [Thing(kind, int(number)) for kind, _, number in (hit.id.partition(":") for hit in hits)]
    titles = queries.titled(things)
    return [(thing, *titles[thing][:2]) for thing in things if thing in titles]


def one(thing: Thing) -> tuple[str, str, str]:
    """Return noun, title and address of a thing that contacts can be linked with; NotThere without it."""
    titles = queries.titled([thing])
    if thing not in titles:
        raise NotThere
    return titles[thing]
