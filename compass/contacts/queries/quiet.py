"""Reads of those with whom the office had no contact for some months: computed from the log, nothing of it is stored."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import raiseload

from compass.contacts.models import Contact, Participant
from compass.models import Actor
from core import clock, texts, versions
from core.db import db
from core.errors import NotThere
from core.forms import clean

PAGE = 25
CURSOR = re.compile(r"(\d{1,9})-(.{0,160})", re.DOTALL)
SUBJECTS = ("compass", "compass.contacts", "texts")


@dataclass(frozen=True)
class Quiet:
    """One page of those, by name: the actor and the day of the last contact ("" for none at all)."""

    rows: Sequence[tuple[Actor, str]]
    after: str | None


def months() -> int:
    """Return after how many months without contact somebody counts as quiet."""
    return int(texts.text("contacts.quiet_months"))


def since() -> date:
    """Return the day so many months ago; the last day of a shorter month."""
    today = clock.today()
    back = today.year * 12 + today.month - 1 - months()
    year, month = back // 12, back % 12 + 1
    return date(year, month, min(today.day, calendar.monthrange(year, month)[1]))


def _quiet(wanted: Select[Any]) -> Select[Any]:
    day = since()
    spoken = select(Participant.actor_id).join(Contact, Contact.id == Participant.contact_id)
    spoken = spoken.where(Contact.held_on >= day.isoformat())
    known = Actor.added_at < datetime.combine(day, time(), clock.BERLIN)
    return wanted.where(Actor.restricted_at.is_(None), known, Actor.id.not_in(spoken))


def quiet(after: str | None = None, size: int = PAGE) -> Quiet:
    """Return a page of those who are quiet; NotThere for a cursor that is none."""
    wanted = _quiet(select(Actor).options(raiseload("*")))
    if after:
        match = CURSOR.fullmatch(after)
        if match is None or not match[1].isascii() or clean(after) != after.strip():
            raise NotThere
        wanted = wanted.where(tuple_(Actor.sort_key, Actor.id) > (match[2], int(match[1])))
    found = list(db.session.scalars(wanted.order_by(Actor.sort_key, Actor.id).limit(size + 1)))
    last = _last([one.id for one in found[:size]])
    cursor = f"{found[size - 1].id}-{found[size - 1].sort_key}" if len(found) > size else None
    return Quiet([(one, last.get(one.id, "")) for one in found[:size]], cursor)


def _last(ids: Sequence[int]) -> dict[int, str]:
    wanted = select(Participant.actor_id, func.max(Contact.held_on)).group_by(Participant.actor_id)
    wanted = wanted.join(Contact, Contact.id == Participant.contact_id).where(Participant.actor_id.in_(ids))
    return dict(db.session.execute(wanted).all()) if ids else {}


def how_many_quiet() -> int:
    """Return how many are quiet; counted anew only when the network, the log or the day is another one."""
    return versions.cached(SUBJECTS, _counted)


def _counted() -> int:
    return db.session.scalar(_quiet(select(func.count(Actor.id)))) or 0
