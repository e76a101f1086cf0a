"""Every read of changes to many at once: what a change would meet, how far it has got, what it left out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, Table, func, select

from compass.bulk.models import Act, Bulk, BulkLine, Fate, State
from compass.models import Actor, Tag, actor_area, actor_district, actor_tag
from core import clock, texts
from core.db import db
from core.errors import NotThere

PAGE = 50
LATEST = 10
LISTS: dict[Act, tuple[Table, str]] = {
    Act.ADD_AREA: (actor_area, "area_id"),
    Act.DROP_AREA: (actor_area, "area_id"),
    Act.ADD_DISTRICT: (actor_district, "district_id"),
    Act.DROP_DISTRICT: (actor_district, "district_id"),
    Act.ADD_TAG: (actor_tag, "tag_id"),
    Act.DROP_TAG: (actor_tag, "tag_id"),
}
"""The changes that put something into a list of an actor or take it out."""


@dataclass(frozen=True)
class Sum:
    """How many entries a change has in each state, and why others stay as they are (reason, how many)."""

    fates: dict[Fate, int]
    reasons: Sequence[tuple[str, int]]

    def of(self, *fates: Fate) -> int:
        """Return how many there are in some states."""
        return sum(self.fates.get(fate, 0) for fate in fates)


def one(number: int) -> Bulk:
    """Return a change; NotThere when it is gone."""
    found = db.session.get(Bulk, number)
    if found is None:
        raise NotThere
    return found


def latest(account: int) -> list[Bulk]:
    """Return what a person changed last, newest first."""
    wanted = select(Bulk).where(Bulk.account_id == account, Bulk.state != State.PLANNED)
    return list(db.session.scalars(wanted.order_by(Bulk.made_at.desc(), Bulk.id.desc()).limit(LATEST)))


def summed(number: int) -> Sum:
    """Return the figures of a change, in one statement."""
    wanted = select(BulkLine.fate, BulkLine.reason, func.count()).where(BulkLine.bulk_id == number)
    rows = db.session.execute(wanted.group_by(BulkLine.fate, BulkLine.reason)).all()
    fates: dict[Fate, int] = {}
    for fate, _, count in rows:
        fates[fate] = fates.get(fate, 0) + count
    return Sum(fates, sorted((reason, count) for _, reason, count in rows if reason))


def lines(number: int, fates: Collection[Fate], after: int = 0) -> list[tuple[BulkLine, str]]:
    """Return entries of a change in some states with their names, by id; one more than a page says that there are more."""
    wanted = select(BulkLine, Actor.name).join(Actor, Actor.id == BulkLine.actor_id)
    wanted = wanted.where(BulkLine.bulk_id == number, BulkLine.fate.in_(fates), BulkLine.id > after)
    return [(line, name) for line, name in db.session.execute(wanted.order_by(BulkLine.id).limit(PAGE + 1))]


def next_lines(number: int, fate: Fate, limit: int) -> list[BulkLine]:
    """Return the next entries of a change in a state."""
    wanted = select(BulkLine).where(BulkLine.bulk_id == number, BulkLine.fate == fate)
    return list(db.session.scalars(wanted.order_by(BulkLine.id).limit(limit)))


def having(act: Act, value: int, ids: Collection[int]) -> set[int]:
    """Return who of some actors has something in a list already."""
    table, column = LISTS[act]
    wanted = select(table.c.actor_id).where(table.c[column] == value, table.c.actor_id.in_(ids))
    return set(db.session.scalars(wanted))


def standing(ids: Collection[int]) -> Select[Actor]:
    """Return the select of some actors in the order of their ids, for whoever locks them."""
    return select(Actor).where(Actor.id.in_(ids)).order_by(Actor.id)


def tag_names() -> list[str]:
    """Return the tags that there are, for a field that completes them."""
    return list(db.session.scalars(select(Tag.name).order_by(Tag.key).limit(200)))


def hours() -> int:
    """Return for how many hours a change can be taken back."""
    return int(texts.text("compass.bulk.hours"))


def until(bulk: Bulk) -> datetime | None:
    """Return until when a change can be taken back; None when it cannot, or no longer."""
    if bulk.state is not State.DONE or bulk.pressed_at is None:
        return None
    end = bulk.pressed_at + timedelta(hours=hours())
    return end if end > clock.now() else None
