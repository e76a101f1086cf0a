"""Every read of the Kickbox: boxes everybody may see, applications that wait, what belongs to an idea."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.orm import selectinload

from compass import queries as compass
from core import accounts, clock, versions
from core.db import db
from core.errors import NotThere
from core.journal import Entry
from kickbox.models import SHOWN, STATE_WORDS, Box, BoxState

PAGE = 20
MOST = 100
CURSOR = re.compile(r"(\d{1,17})-(\d{1,9})")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ENDED = (BoxState.GOES_ON, BoxState.LEARNED)


@dataclass(frozen=True)
class EndedPage:
    """One page of ended boxes, newest end first; `older` is the cursor to the next page."""

    boxes: Sequence[Box]
    older: str | None = None


def box(number: int, *, public: bool) -> Box:
    """Return one box with its levels; NotThere when it does not exist for this reader."""
    wanted = select(Box).options(selectinload(Box.steps)).where(Box.id == number)
    found = db.session.scalars(wanted).one_or_none()
    if found is None or (public and not found.public):
        raise NotThere
    return found


def running() -> list[Box]:
    """Return the boxes that run, newest first, at most 100; everybody may see them."""
    wanted = select(Box).where(Box.state == BoxState.RUNNING)
    return list(db.session.scalars(wanted.order_by(Box.started_at.desc(), Box.id.desc()).limit(MOST)))


def ended(before: str | None = None, size: int = PAGE) -> EndedPage:
    """Return ended boxes, newest end first; `before` is the cursor of the last one of the page before."""
    wanted = select(Box).where(Box.state.in_(ENDED))
    if before is not None:
        wanted = wanted.where(tuple_(Box.ended_at, Box.id) < _read_cursor(before))
    found = list(db.session.scalars(wanted.order_by(Box.ended_at.desc(), Box.id.desc()).limit(size + 1)))
    more = len(found) > size
    return EndedPage(found[:size], _cursor_of(found[size - 1]) if more else None)


def _cursor_of(one: Box) -> str:
    assert one.ended_at is not None  # noqa: S101 - only ended boxes stand in that list
    return f"{(one.ended_at - EPOCH) // timedelta(microseconds=1)}-{one.id}"


def _read_cursor(cursor: str) -> tuple[datetime, int]:
    match = CURSOR.fullmatch(cursor)
    if match is None:
        raise NotThere
    try:
        return EPOCH + timedelta(microseconds=int(match[1])), int(match[2])
    except OverflowError:
        raise NotThere from None


def goes_on(limit: int = MOST) -> list[Box]:
    """Return boxes that go on, newest end first: what a council paper may report on."""
    wanted = select(Box).where(Box.state == BoxState.GOES_ON)
    return list(db.session.scalars(wanted.order_by(Box.ended_at.desc(), Box.id.desc()).limit(limit)))


def waiting(limit: int = MOST) -> list[Box]:
    """Return applications for the office, oldest first; last those put aside that nobody has confirmed."""
    aside = (Box.state == BoxState.ASKED) & Box.suspicion.is_not(None)
    wanted = select(Box).where(or_(Box.state == BoxState.CONFIRMED, aside))
    order = (Box.state == BoxState.ASKED, Box.asked_at, Box.id)
    return list(db.session.scalars(wanted.order_by(*order).limit(limit)))


def how_many(state: BoxState) -> int:
    """Return how many boxes stand so."""
    return db.session.scalar(select(func.count(Box.id)).where(Box.state == state)) or 0


def declined(limit: int = MOST) -> list[Box]:
    """Return applications that were declined and are not yet deleted, newest first."""
    wanted = select(Box).where(Box.state == BoxState.DECLINED)
    return list(db.session.scalars(wanted.order_by(Box.ended_at.desc(), Box.id.desc()).limit(limit)))


def of_idea(idea_id: int) -> list[Box]:
    """Return the boxes everybody may see that came from an idea, oldest first, with levels; without any it costs nothing."""
    if idea_id not in versions.cached("kickbox", _touched_by_boxes):
        return []
    wanted = select(Box).options(selectinload(Box.steps)).where(Box.idea_id == idea_id, Box.state.in_(SHOWN))
    return list(db.session.scalars(wanted.order_by(Box.started_at, Box.id).limit(MOST)))


def _touched_by_boxes() -> frozenset[int]:
    return frozenset(number for number in db.session.scalars(select(Box.idea_id)) if number)


def shown_on_radar(limit: int = 500) -> list[Box]:
    """Return boxes with an Aktionsfeld that run or go on."""
    states = (BoxState.RUNNING, BoxState.GOES_ON)
    wanted = select(Box).where(Box.state.in_(states), Box.area_id.is_not(None))
    return list(db.session.scalars(wanted.order_by(Box.id.desc()).limit(limit)))


def coaches(boxes: Sequence[Box], *, public: bool) -> dict[int, str]:
    """Return the names of the boxes' coaches by actor id; in public only of those who agreed to their page."""
    ids = {one.coach_id for one in boxes if one.coach_id}
    if public:
        return compass.public_names(ids)
    return {number: actor.name for number, actor in compass.actors(ids).items()}


def meanwhile(one: Box) -> str:
    """Return the sentence for the second of two people at one box: who was first, and where it stands now."""
    wanted = select(Entry).where(Entry.kind == "box", Entry.thing_id == one.id)
    entry = db.session.scalars(wanted.order_by(Entry.at.desc(), Entry.id.desc()).limit(1)).one_or_none()
    name = accounts.names([entry.account_id]).get(entry.account_id) if entry and entry.account_id else None
    when = f" ({clock.time_in_words(entry.at)})" if entry else ""
    return f"{name or 'Jemand anderes'} war schneller{when}: Die Kickbox steht jetzt auf „{STATE_WORDS[one.state]}“."
