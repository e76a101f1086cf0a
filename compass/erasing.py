"""Löschen nach Art. 17 DSGVO: a preview of what goes, what stays and why, what still holds; then nothing is left.

Two slots for wings and higher rooms. `compass.holds` (actor_id=) yields Hold: a place somebody must leave first, by the
room's own change with its own letter. `compass.forget` (actor_id=) is called in the erasing transaction: take out copies
that no foreign key reaches (a list that came in, a place in work that is over), and yield nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import raiseload, selectinload

from compass import services, telling
from compass.models import Actor, JoinRequest, Tie
from core import journal, mail, slots, texts
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from core.links import Link
from core.outbox import Promise
from core.rows import fold
from core.things import Thing

HOLDS, FORGET = "compass.holds", "compass.forget"
ERASED = "[gelöscht]"
SHORT = 4
"""A shorter word is no name to look for in other people's letters."""


@dataclass(frozen=True)
class Hold:
    """Something that must end first: what it is, why it holds, the page on which the office ends it."""

    what: str
    why: str
    address: str


@dataclass(frozen=True)
class Preview:
    """What an erasure does: (what, how many) that goes, whole sentences about what stays, what still holds."""

    name: str
    goes: Sequence[tuple[str, int]]
    stays: Sequence[str]
    holds: Sequence[Hold]


def holds(number: int) -> list[Hold]:
    """Return what must end before an actor can be erased."""
    return slots.parts(HOLDS, actor_id=number)


def preview(number: int) -> Preview:
    """Return what an erasure would do; nothing is changed."""
    answer, actor = telling.of(number), _actor(number)
    goes = [(part.title, len(part.rows)) for part in answer.parts if part.title != "Protokoll"]
    mentioned = len(_mentioning(actor.name, _to(actor)))
    goes += [("Links zum eigenen Eintrag", _links(number))] if _links(number) else []
    goes += [("Briefe an andere, in denen der Name steht", mentioned)] if mentioned else []
    stays = tuple(line for line in texts.text("compass.erase.stays").splitlines() if line.strip())
    return Preview(actor.name, goes, stays, holds(number))


def erase(number: int, who: Who) -> None:
    """Take out everything about an actor, in this transaction; Refused while something holds.

    What goes: rows, waiting letters to and the name in letters about it, links, its words in the journal, the index.
    """
    services.locked(number)
    if found := holds(number):
        raise Refused(f"Vorher muss noch etwas enden: {', '.join(one.what for one in found)}.")
    actor = _actor(number)
    to, name = _to(actor), actor.name
    theirs = (JoinRequest.actor_id == number) | JoinRequest.email.in_(to)
    asked = list(db.session.scalars(select(JoinRequest.id).where(theirs)))
    slots.parts(FORGET, actor_id=number)
    db.session.execute(delete(Promise).where(*_waiting(), Promise.payload["to"].as_string().in_(to)))
    for letter in _mentioning(name, to):
        letter.payload = {
            **letter.payload,
            **{part: _without(name, letter.payload[part]) for part in ("subject", "body")},
        }
    things = [Thing("actor", number), *(Thing("join_request", one) for one in asked)]
    for one in things:
        journal.forget(one)
        db.session.execute(delete(Link).where(Link.kind == one.kind, Link.subject == one.id))
    db.session.execute(delete(JoinRequest).where(JoinRequest.id.in_(asked)))
    neighbours = _neighbours(number)
    db.session.expire_all()
    services.remove(number, who)
    for other in neighbours:
        services.changed(other)


def _actor(number: int) -> Actor:
    wanted = select(Actor).where(Actor.id == number).options(selectinload(Actor.contact_points), raiseload("*"))
    actor = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if actor is None:
        raise NotThere
    return actor


def _to(actor: Actor) -> list[str]:
    return telling.addresses(actor)


def _links(number: int) -> int:
    counted = select(func.count(Link.id)).where(Link.kind == "actor", Link.subject == number)
    return db.session.scalar(counted) or 0


def _neighbours(number: int) -> list[int]:
    """Return who is tied to an actor: their pages change with it."""
    pairs = db.session.execute(select(Tie.from_id, Tie.to_id).where((Tie.from_id == number) | (Tie.to_id == number)))
    return sorted({one for pair in pairs for one in pair} - {number})


def _waiting() -> tuple[ColumnElement[bool], ...]:
    return (Promise.kind == mail.KIND, Promise.done_at.is_(None))


def _mentioning(name: str, to: Sequence[str]) -> list[Promise]:
    """Return waiting letters to others that name somebody; a line may end within the name."""
    longest = max(name.split(), key=len, default="")
    if len(fold(longest)) < SHORT:
        return []
    body, subject = (Promise.payload[part].as_string() for part in ("body", "subject"))
    wanted = select(Promise).where(
        *_waiting(),
        body.contains(longest, autoescape=True) | subject.contains(longest, autoescape=True),
        Promise.payload["to"].as_string().not_in(to),
    )
    return [
        one
        for one in db.session.scalars(wanted)
        if _pattern(name).search(one.payload["subject"] + "\n" + one.payload["body"])
    ]


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, name.split())), re.IGNORECASE)


def _without(name: str, text: str) -> str:
    return _pattern(name).sub(ERASED, text)
