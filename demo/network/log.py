"""What the office notes about its contacts in the demo year: the log, what is to follow, notes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from compass.contacts import services as contacts
from compass.contacts.models import Occasion
from compass.notes import services as notes
from core import clock
from core.journal import Who
from core.things import Thing
from demo.cast import Cast, Event, in_order
from demo.network.stage import Stage, book


def stories(stage: Stage) -> Iterator[Event]:
    """Yield contacts, follow-ups and notes."""
    for place, entry in enumerate(book("log")["contact"]):
        who = stage.cast.staff[0] if entry.get("private") else stage.cast.who(entry["text"])
        moment = stage.at(entry["day"], entry["text"], *entry["with"])
        yield Event(moment, partial(_write, stage, entry, who, f"demo contact {place}"))
    for entry in book("log")["follow"]:
        yield from _follow(stage, entry)
    for entry in book("log")["note"]:
        who = stage.cast.staff[0]
        moment = stage.at(entry["day"], entry["text"], entry["actor"])
        yield Event(moment, partial(_note, stage, entry, who))


def _write(stage: Stage, entry: dict[str, Any], who: Who, nonce: str) -> None:
    held = clock.today().isoformat()
    said = contacts.Draft(Occasion(entry["kind"]), held, entry["text"], bool(entry.get("private")))
    contacts.write(stage.numbers(entry["with"]), said, who, nonce, _thing(stage.cast, entry))


def _thing(cast: Cast, entry: dict[str, Any]) -> Thing | None:
    """Return what a contact was about: an idea by its title, a meeting by its key."""
    if "idea" in entry:
        return Thing("idea", cast.idea(entry["idea"]))
    return Thing("dialogue", cast.meetings[entry["meeting"]]) if "meeting" in entry else None


def _follow(stage: Stage, entry: dict[str, Any]) -> Iterator[Event]:
    cast, numbers = stage.cast, list[int]()
    who = cast.who(entry["words"])
    owner = cast.staff[entry["owner"]].account if "owner" in entry else None

    def plan() -> None:
        due = cast.calendar.today_or_weekday(entry["due"]).isoformat()
        said = contacts.Plan(due, entry["words"], owner)
        numbers.append(contacts.follow(cast.actor(entry["actor"]), said, who, f"demo follow: {entry['words']}").id)

    acts = [(stage.at(entry["day"], entry["words"], entry["actor"]), plan)]
    if "done" in entry:
        moment = cast.calendar.at_work(entry["done"], entry["words"])
        yield from in_order([*acts, (moment, lambda: contacts.done(numbers[0], who))])
        return
    yield from in_order(acts)


def _note(stage: Stage, entry: dict[str, Any], who: Who) -> None:
    number = stage.cast.actor(entry["actor"])
    notes.write(number, entry["text"], who, f"demo note: {entry['text']}", is_private=bool(entry.get("private")))
