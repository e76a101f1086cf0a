"""Reads of contacts; who may read a private one is said here and nowhere else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, or_, select, true, tuple_

from compass.contacts.models import Contact, ContactLink, Occasion, Participant
from compass.models import Actor
from core.accounts import Viewer
from core.db import db
from core.errors import NotThere
from core.forms import clean, one_line
from core.rights import Right, allows
from core.rows import fold
from core.things import Thing, kinds

PAGE = 25
MOST_WORDS = 8
CURSOR = re.compile(r"(\d{4}-\d{2}-\d{2})-(\d{1,9})")
LINKABLE: Final = ("idea", "dialogue", "vision", "circle", "order", "box", "paper")
"""With which kinds of things a contact can be linked, as far as the house has a room for them."""
RESTRICTED: Final = "Eintrag"
"""Stands for the name of somebody whose entry is restricted (Art. 18 GDPR)."""


@dataclass(frozen=True)
class Person:
    """Somebody who took part: id and name; a restricted one has neither kind nor name."""

    id: int
    name: str
    restricted: bool


@dataclass(frozen=True)
class Wanted:
    """To what the log is narrowed: words that text or a participant's name holds, a kind, one participant."""

    text: str = ""
    occasion: Occasion | None = None
    actor_id: int | None = None


@dataclass(frozen=True)
class Found:
    """One page of the log, newest first; `after` is the cursor of the next."""

    contacts: Sequence[Contact]
    after: str | None


def suits(kind: str) -> bool:
    """Tell whether contacts can be linked with things of a kind."""
    return kind in LINKABLE and kind in kinds()


def _readable(viewer: Viewer) -> ColumnElement[bool]:
    if allows(viewer.role, Right.NETWORK_PRIVATE):
        return true()
    return or_(Contact.is_private.is_(False), func.coalesce(Contact.author_id, 0) == viewer.id)


def _newest(wanted: Select[Any], limit: int) -> list[Contact]:
    return list(db.session.scalars(wanted.order_by(Contact.held_on.desc(), Contact.id.desc()).limit(limit)))


def _with(actor_id: int) -> ColumnElement[bool]:
    return Contact.id.in_(select(Participant.contact_id).where(Participant.actor_id == actor_id))


def of_actor(actor_id: int, viewer: Viewer, limit: int) -> list[Contact]:
    """Return the newest contacts with somebody that this person may read."""
    return _newest(select(Contact).where(_readable(viewer), _with(actor_id)), limit)


def of_thing(thing: Thing, viewer: Viewer, limit: int) -> list[Contact]:
    """Return the newest contacts linked with a thing that this person may read."""
    linked_ids = select(ContactLink.contact_id).where(ContactLink.kind == thing.kind, ContactLink.thing_id == thing.id)
    return _newest(select(Contact).where(_readable(viewer), Contact.id.in_(linked_ids)), limit)


def page(wanted: Wanted, viewer: Viewer, after: str | None = None, size: int = PAGE) -> Found:
    """Return a page of the log; NotThere for a cursor that is none."""
    rows = select(Contact).where(_readable(viewer), *_narrowing(wanted))
    if after:
        match = CURSOR.fullmatch(after)
        if match is None or not after.isascii():
            raise NotThere
        rows = rows.where(tuple_(Contact.held_on, Contact.id) < (match[1], int(match[2])))
    found = _newest(rows, size + 1)
    return Found(found[:size], cursor_of(found[size - 1]) if len(found) > size else None)


def cursor_of(contact: Contact) -> str:
    """Return the place of a contact in the log."""
    return f"{contact.held_on}-{contact.id}"


def _narrowing(wanted: Wanted) -> list[ColumnElement[bool]]:
    parts: list[ColumnElement[bool]] = []
    for word in fold(str(one_line(clean(wanted.text))))[:100].split()[:MOST_WORDS]:
        called = select(Actor.id).where(Actor.restricted_at.is_(None), Actor.sort_key.contains(word, autoescape=True))
        named = select(Participant.contact_id).where(Participant.actor_id.in_(called))
        parts.append(or_(Contact.text_key.contains(word, autoescape=True), Contact.id.in_(named)))
    if wanted.occasion:
        parts.append(Contact.occasion == wanted.occasion)
    if wanted.actor_id:
        parts.append(_with(wanted.actor_id))
    return parts


def one(number: int, viewer: Viewer) -> Contact:
    """Return one contact; NotThere when there is none for this person."""
    found = db.session.scalars(select(Contact).where(Contact.id == number, _readable(viewer))).one_or_none()
    if found is None:
        raise NotThere
    return found


def people(ids: Collection[int]) -> dict[int, list[Person]]:
    """Return who took part, by contact and name; restricted ones last, without their names."""
    found: dict[int, list[Person]] = defaultdict(list)
    if ids:
        wanted = select(Participant.contact_id, Actor.id, Actor.name, Actor.restricted_at)
        wanted = wanted.join(Actor, Actor.id == Participant.actor_id).where(Participant.contact_id.in_(ids))
        order = (Participant.contact_id, Actor.restricted_at.is_not(None), Actor.sort_key, Actor.id)
        for contact, number, name, restricted_at in db.session.execute(wanted.order_by(*order)):
            person = Person(number, name if restricted_at is None else RESTRICTED, restricted_at is not None)
            found[contact].append(person)
    return found


def linked(ids: Collection[int]) -> dict[int, list[Thing]]:
    """Return with which things contacts are linked."""
    found: dict[int, list[Thing]] = defaultdict(list)
    if ids:
        wanted = select(ContactLink).where(ContactLink.contact_id.in_(ids))
        for row in db.session.scalars(wanted.order_by(ContactLink.contact_id, ContactLink.kind, ContactLink.thing_id)):
            found[row.contact_id].append(Thing(row.kind, row.thing_id))
    return found


def titled(wanted: Collection[Thing]) -> dict[Thing, tuple[str, str, str]]:
    """Return noun, title and the office's address of those things that are there; one statement for each kind."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for thing in wanted:
        numbers[thing.kind].add(thing.id)
    found = {}
    for name, ids in sorted(numbers.items()):
        if suits(name):
            kind = kinds()[name]
            for number, title in kind.titles(sorted(ids)).items():
                found[Thing(name, number)] = (kind.noun, title, kind.desk_address(number))
    return found


def covered(actor_id: int, viewer: Viewer) -> list[int]:
    """Return how many private contacts with somebody a person of the office may not read."""
    wanted = select(func.count()).select_from(Contact).where(_with(actor_id), ~_readable(viewer))
    return [db.session.scalar(wanted) or 0] if not allows(viewer.role, Right.NETWORK_PRIVATE) else []


def every(actor_id: int) -> list[Contact]:
    """Return all contacts with somebody, private ones too: for what the person asked to read."""
    wanted = select(Contact).where(_with(actor_id)).order_by(Contact.held_on, Contact.id)
    return list(db.session.scalars(wanted))


def alone(actor_id: int) -> Select[int]:
    """Return the select of contacts in which nobody else took part."""
    counted = select(Participant.contact_id).group_by(Participant.contact_id).having(func.count() == 1)
    return select(Participant.contact_id).where(Participant.actor_id == actor_id, Participant.contact_id.in_(counted))


def signs() -> list[Select[int, datetime]]:
    """Return who was in contact when, as (actor_id, at): a sign of life for the clock of an entry."""
    written = select(Participant.actor_id.label("actor_id"), Contact.written_at.label("at"))
    return [written.join(Contact, Contact.id == Participant.contact_id)]
