"""Reads of follow-ups: by when they are due, of one actor, of one account's calendar."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, case, func, or_, select, tuple_

from compass.contacts.models import FollowUp
from compass.contacts.queries.log import RESTRICTED
from compass.models import Actor, ActorKind
from core import clock
from core.accounts import queries as accounts
from core.accounts.models import Account
from core.db import db
from core.errors import NotThere
from core.rights import Right, allows

PAGE = 25
FEED = 500
OPEN = 50
LATELY = timedelta(days=3)
"""So long "done" can be taken back from the actor's page."""
CURSOR = re.compile(r"(\d{4}-\d{2}-\d{2})-(\d{1,9})")


class View(enum.StrEnum):
    """Welche Wiedervorlagen eine Liste zeigt; the values are words of addresses."""

    OVERDUE = "ueberfaellig"
    WEEK = "woche"
    LATER = "spaeter"


VIEWS = {View.OVERDUE: "Überfällig", View.WEEK: "Diese Woche", View.LATER: "Später"}


@dataclass(frozen=True)
class Waiting:
    """One follow-up with whom it is about; a restricted actor is "Eintrag", and what was written stays where it is."""

    follow_up: FollowUp
    name: str
    is_person: bool
    restricted: bool

    @property
    def words(self) -> str:
        """What is to be done."""
        return "" if self.restricted else self.follow_up.words

    @property
    def due_on(self) -> date:
        """Its day."""
        return date.fromisoformat(self.follow_up.due_on)


@dataclass(frozen=True)
class WaitingPage:
    """One page of follow-ups, the nearest first; `after` is the cursor of the next."""

    rows: Sequence[Waiting]
    after: str | None


def _sunday() -> str:
    today = clock.today()
    return (today + timedelta(days=6 - today.weekday())).isoformat()


def _within(view: View) -> ColumnElement[bool]:
    today, sunday = clock.today().isoformat(), _sunday()
    if view is View.OVERDUE:
        return FollowUp.due_on < today
    if view is View.WEEK:
        return FollowUp.due_on.between(today, sunday)
    return FollowUp.due_on > sunday


Rows = Select[FollowUp, str, ActorKind, datetime | None]


def _rows() -> Rows:
    wanted = select(FollowUp, Actor.name, Actor.kind, Actor.restricted_at)
    return wanted.join(Actor, Actor.id == FollowUp.actor_id).where(FollowUp.done_at.is_(None))


def _read(wanted: Rows) -> list[Waiting]:
    return [
        Waiting(row, name if gone is None else RESTRICTED, kind is ActorKind.PERSON, gone is not None)
        for row, name, kind, gone in db.session.execute(wanted)
    ]


def waiting(view: View, owner_id: int | None = None, after: str | None = None, size: int = PAGE) -> WaitingPage:
    """Return a page of open follow-ups of everybody or of one account; NotThere for a cursor that is none."""
    wanted = _rows().where(_within(view))
    if owner_id is not None:
        wanted = wanted.where(FollowUp.owner_id == owner_id)
    if after:
        match = CURSOR.fullmatch(after)
        if match is None or not after.isascii():
            raise NotThere
        wanted = wanted.where(tuple_(FollowUp.due_on, FollowUp.id) > (match[1], int(match[2])))
    found = _read(wanted.order_by(FollowUp.due_on, FollowUp.id).limit(size + 1))
    last = found[size - 1].follow_up if len(found) > size else None
    return WaitingPage(found[:size], f"{last.due_on}-{last.id}" if last else None)


def counts() -> Mapping[View, int]:
    """Return how many are open, of the whole office: never of one employee."""
    sums = [func.coalesce(func.sum(case((_within(view), 1), else_=0)), 0) for view in View]
    wanted = select(*sums).where(FollowUp.done_at.is_(None))
    return dict(zip(View, map(int, db.session.execute(wanted).one()), strict=True))


def due(account_id: int, until: date, limit: int) -> list[Waiting]:
    """Return open follow-ups until a day, those of an account first, the oldest first."""
    wanted = _rows().where(FollowUp.due_on <= until.isoformat())
    mine = case((FollowUp.owner_id == account_id, 0), else_=1)
    return _read(wanted.order_by(mine, FollowUp.due_on, FollowUp.id).limit(limit))


def how_many_unowned(until: date) -> int:
    """Return how many are due until a day that nobody takes care of yet."""
    nobodys = (FollowUp.done_at.is_(None), FollowUp.owner_id.is_(None), FollowUp.due_on <= until.isoformat())
    return db.session.scalar(select(func.count(FollowUp.id)).where(*nobodys)) or 0


def feed(account_id: int) -> list[Waiting]:
    """Return the open follow-ups of an account for its calendar, the nearest first, at most 500."""
    mine = _rows().where(FollowUp.owner_id == account_id)
    return _read(mine.order_by(FollowUp.due_on, FollowUp.id).limit(FEED))


def of_actor_open(actor_id: int) -> list[FollowUp]:
    """Return what is to follow with somebody, the nearest first; behind it what was done in the last few days."""
    lately = or_(FollowUp.done_at.is_(None), FollowUp.done_at > clock.now() - LATELY)
    wanted = select(FollowUp).where(FollowUp.actor_id == actor_id, lately)
    order = (FollowUp.done_at.is_not(None), FollowUp.due_on, FollowUp.id)
    return list(db.session.scalars(wanted.order_by(*order).limit(OPEN)))


def of_actor_told(actor_id: int) -> list[FollowUp]:
    """Return every follow-up about somebody, done ones too: for what the person asked to read."""
    wanted = select(FollowUp).where(FollowUp.actor_id == actor_id)
    return list(db.session.scalars(wanted.order_by(FollowUp.due_on, FollowUp.id)))


def follow_up(number: int) -> Waiting:
    """Return one follow-up with whom it is about, done or not; NotThere without it."""
    wanted = select(FollowUp, Actor.name, Actor.kind, Actor.restricted_at)
    found = _read(wanted.join(Actor, Actor.id == FollowUp.actor_id).where(FollowUp.id == number))
    if not found:
        raise NotThere
    return found[0]


def colleagues(also: int | None = None) -> list[Account]:
    """Return who may take care of a follow-up, by name: open accounts that may change the network, and account `also`."""
    return [
        one for one in accounts.everybody() if one.id == also or (one.active and allows(one.role, Right.NETWORK_EDIT))
    ]
