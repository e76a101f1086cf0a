"""Contacts and follow-ups as pages show them: days in words, who, with whom, about what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from compass.contacts import queries
from compass.contacts.models import OCCASION_WORDS, Contact, FollowUp
from compass.contacts.queries import Person, Waiting
from core import accounts, clock, deadlines

FORMER = "Früheres Konto"


@dataclass(frozen=True)
class Line:
    """One contact: what it was, on which day, with whom, linked with what (noun, title, address), written by whom."""

    contact: Contact
    what: str
    when: str
    people: Sequence[Person]
    things: Sequence[tuple[str, str, str]]
    author: str


@dataclass(frozen=True)
class Due:
    """One follow-up: its day and how far it is away in words, and who takes care."""

    follow_up: FollowUp
    name: str
    words: str
    when: str
    distance: str
    late: bool
    owner: str
    restricted: bool


def of_contacts(contacts: Sequence[Contact]) -> list[Line]:
    """Return contacts with all that pages say about them: the same few statements for one and for fifty."""
    ids = [one.id for one in contacts]
    people, linked = queries.people(ids), queries.linked(ids)
    titles = queries.titled([thing for things in linked.values() for thing in things])
    names = accounts.names([one.author_id for one in contacts])
    return [
        Line(
            one,
            OCCASION_WORDS[one.occasion],
            clock.day_in_words(date.fromisoformat(one.held_on)),
            people[one.id],
            [titles[thing] for thing in linked[one.id] if thing in titles],
            names.get(one.author_id or 0, FORMER),
        )
        for one in contacts
    ]


def of_waiting(rows: Sequence[Waiting]) -> list[Due]:
    """Return follow-ups as lists show them."""
    names = accounts.names([one.follow_up.owner_id for one in rows])
    return [
        Due(
            one.follow_up,
            one.name,
            one.words or "Wieder melden",
            clock.day_in_words(one.due_on),
            distance(one.due_on),
            one.due_on < clock.today(),
            names.get(one.follow_up.owner_id or 0, "noch niemand"),
            one.restricted,
        )
        for one in rows
    ]


def distance(day: date) -> str:
    """Say how far a day is away: "heute", "in 3 Tagen", "seit 2 Tagen überfällig"."""
    days = (day - clock.today()).days
    if days < 1:
        return deadlines.until_in_words(day)
    return "morgen" if days == 1 else f"in {days} Tagen"
