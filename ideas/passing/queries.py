"""Every read of passing on: places, what went where, what nobody answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload, raiseload

from core import clock, texts, versions
from core.db import db
from core.errors import NotThere
from ideas.models import Idea
from ideas.passing.models import Agency, Passing, PlaceKind
from ideas.stages import Stage

MOST = 100
CLOSED = frozenset({Stage.WITHDRAWN, Stage.NOT_PUBLISHED})
"""While an idea stands so, no place reads it or writes about it."""


def places() -> tuple[Agency, ...]:
    """Return the active places by name; detached, shared, never changed."""
    return versions.cached("places", _places)


def _places() -> tuple[Agency, ...]:
    found = tuple(db.session.scalars(select(Agency).where(Agency.active).order_by(Agency.name).limit(MOST)))
    for place in found:
        db.session.expunge(place)
    return found


def defect_places() -> tuple[Agency, ...]:
    """Return the active places for things that are broken."""
    return tuple(place for place in places() if place.kind is PlaceKind.DEFECTS)


def every_place() -> list[Agency]:
    """Return all places for the office, those that are off too, at most two hundred."""
    return list(db.session.scalars(select(Agency).order_by(Agency.active.desc(), Agency.name).limit(2 * MOST)))


def place(number: int) -> Agency:
    """Return one place."""
    found = db.session.get(Agency, number)
    if found is None:
        raise NotThere
    return found


def named(name: str) -> Agency | None:
    """Return the place of this name."""
    return db.session.scalars(select(Agency).where(Agency.name == name)).one_or_none()


def reply_until() -> date:
    """Return the day by which a place asked today is asked to answer; the city sets the days as a text."""
    said = texts.text("passing.reply_days").strip()
    days = int(said) if said.isdecimal() and len(said) < 4 else 28  # noqa: PLR2004 - a slip in the text must not break pages
    return clock.today() + timedelta(days=days)


def _with() -> Select[Passing]:
    idea = joinedload(Passing.idea)
    options = (joinedload(Passing.place), idea, idea.joinedload(Idea.district), idea.joinedload(Idea.category))
    return select(Passing).options(*options, raiseload("*"))


def one(number: int) -> Passing:
    """Return one passing with its place and idea."""
    found = db.session.scalars(_with().where(Passing.id == number)).one_or_none()
    if found is None:
        raise NotThere
    return found


def locked(number: int) -> Passing:
    """Return one passing held until the end of the transaction."""
    wanted = _with().where(Passing.id == number).with_for_update(of=Passing)
    found = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotThere
    return found


def touched() -> frozenset[int]:
    """Return the ideas that were ever passed on; read once per change of the Ideenspeicher."""
    return versions.cached("ideas", _touched)


def _touched() -> frozenset[int]:
    return frozenset(db.session.scalars(select(Passing.idea_id).distinct()))


def of_idea(idea_id: int) -> Sequence[Passing]:
    """Return where an idea was passed on, oldest first; asks nothing when it never was."""
    if idea_id not in touched():
        return []
    wanted = select(Passing).where(Passing.idea_id == idea_id).options(joinedload(Passing.place), raiseload("*"))
    return list(db.session.scalars(wanted.order_by(Passing.passed_at, Passing.id).limit(MOST)))


def open_at(idea_id: int, place_id: int) -> Passing | None:
    """Return the passing of an idea to a place that still waits for an answer."""
    wanted = select(Passing).where(Passing.idea_id == idea_id, Passing.place_id == place_id, *_waits())
    return db.session.scalars(wanted.limit(1)).first()


def others_wait(passing: Passing) -> bool:
    """Tell whether another place still owes a word about the same idea."""
    wanted = select(Passing.id).where(Passing.idea_id == passing.idea_id, Passing.id != passing.id, *_waits())
    return db.session.scalars(wanted.limit(1)).first() is not None


def _waits() -> tuple[ColumnElement[bool], ...]:
    return (Passing.answered_at.is_(None), Passing.ended_at.is_(None))


def _alive() -> ColumnElement[bool]:
    return Idea.stage.not_in(CLOSED)


def unanswered(limit: int = MOST) -> list[Passing]:
    """Return what was passed on and is not answered, the longest overdue first."""
    wanted = _with().join(Idea).where(*_waits(), _alive())
    return list(db.session.scalars(wanted.order_by(Passing.due_on, Passing.id).limit(limit)))


def how_many_silent() -> int:
    """Return how many places are late with a statement."""
    wanted = select(func.count()).select_from(Passing).join(Idea).where(*_waits(), _alive())
    return db.session.scalar(wanted.where(Passing.due_on < clock.today().isoformat())) or 0


def to_release(limit: int = MOST) -> list[Passing]:
    """Return the statements that the office has not read yet, oldest first."""
    wanted = _with().join(Idea).where(Passing.answered_at.is_not(None), Passing.released_at.is_(None))
    wanted = wanted.where(Passing.ended_at.is_(None), _alive())
    return list(db.session.scalars(wanted.order_by(Passing.answered_at, Passing.id).limit(limit)))


def over(limit: int = 25) -> list[Passing]:
    """Return what was released or ended last."""
    ended = func.coalesce(Passing.released_at, Passing.ended_at)
    wanted = _with().where(ended.is_not(None)).order_by(ended.desc(), Passing.id.desc())
    return list(db.session.scalars(wanted.limit(limit)))


def to_remind(limit: int = MOST) -> list[int]:
    """Return the numbers of passings whose day is over and whose place was not reminded yet."""
    wanted = select(Passing.id).join(Idea).join(Agency, Agency.id == Passing.place_id)
    wanted = wanted.where(*_waits(), _alive(), Agency.email != "", Passing.reminded_at.is_(None))
    wanted = wanted.where(Passing.due_on < clock.today().isoformat())
    return list(db.session.scalars(wanted.order_by(Passing.due_on, Passing.id).limit(limit)))


def is_late(passing: Passing) -> bool:
    """Tell whether a place is silent beyond the day we named."""
    return passing.waits and passing.due_on < clock.today().isoformat()


def days_silent(passing: Passing, now: datetime | None = None) -> int:
    """Return for how many days a place has had an idea."""
    return (clock.local(now or clock.now()).date() - clock.local(passing.passed_at).date()).days
