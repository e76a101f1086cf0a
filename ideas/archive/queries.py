"""Every read for the archive: closed files nobody offered yet, offers with their files, what may be deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload, raiseload, selectinload

from core import clock, texts
from core.db import db
from core.errors import NotThere
from ideas.archive.models import Offer, OfferedFile, Verdict
from ideas.models import Idea
from ideas.stages import Stage

CLOSED = frozenset({Stage.DONE, Stage.ANSWERED, Stage.PASSED_ON, Stage.NOT_PURSUED, Stage.NOT_PUBLISHED})
"""Ends of a file. "Später" is none, for we look again; what an author took back is nobody's any more."""
IN_AN_OFFER = 200
SHOWN = 50
GRACE = timedelta(days=30)
"""So long after the archive's word a file still stands, so that a slip can be put right."""


def after() -> timedelta:
    """Return how long an idea must have stood at its end; the city sets the days as a text."""
    said = texts.text("archive.after_days").strip()
    days = int(said) if said.isdecimal() and len(said) < 4 else 730  # noqa: PLR2004 - a slip in the text must not break pages
    return timedelta(days=days)


def _due() -> tuple[ColumnElement[bool], ...]:
    offered = select(OfferedFile.idea_id)
    return (Idea.stage.in_(CLOSED), Idea.changed_at < clock.now() - after(), Idea.id.not_in(offered))


def due(limit: int = IN_AN_OFFER) -> Sequence[Idea]:
    """Return closed files that nobody offered yet, the longest closed first."""
    wanted = select(Idea).where(*_due()).options(raiseload("*")).order_by(Idea.changed_at, Idea.id)
    return db.session.scalars(wanted.limit(limit)).all()


def how_many_due() -> int:
    """Return how many closed files wait to be offered."""
    return db.session.scalar(select(func.count()).select_from(Idea).where(*_due())) or 0


def offers() -> list[tuple[Offer, int]]:
    """Return the newest offers, each with how many files the archive has said nothing about yet."""
    waiting = (
        select(OfferedFile.offer_id, func.count().label("number"))
        .where(OfferedFile.verdict == Verdict.OPEN)
        .group_by(OfferedFile.offer_id)
        .subquery()
    )
    wanted = select(Offer, func.coalesce(waiting.c.number, 0)).outerjoin(waiting, waiting.c.offer_id == Offer.id)
    return [(row[0], row[1]) for row in db.session.execute(wanted.order_by(Offer.id.desc()).limit(SHOWN))]


def offer(number: int) -> Offer:
    """Return one offer."""
    found = db.session.get(Offer, number)
    if found is None:
        raise NotThere
    return found


def files(offer_id: int) -> Sequence[OfferedFile]:
    """Return an offer's files that still exist, by number."""
    wanted = select(OfferedFile).where(OfferedFile.offer_id == offer_id)
    wanted = wanted.options(joinedload(OfferedFile.idea), raiseload("*"))
    return db.session.scalars(wanted.order_by(OfferedFile.idea_id)).all()


def locked(offer_id: int, ids: Sequence[int]) -> Sequence[OfferedFile]:
    """Return some files of an offer by their ids, held until the end of the transaction."""
    wanted = select(OfferedFile).where(OfferedFile.offer_id == offer_id, OfferedFile.id.in_(ids))
    wanted = wanted.order_by(OfferedFile.id).with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(wanted).all()


def whole(ids: Sequence[int]) -> list[Idea]:
    """Return ideas with all that a file says, by number."""
    everything = (joinedload(Idea.category), joinedload(Idea.district), selectinload(Idea.areas))
    wanted = select(Idea).where(Idea.id.in_(ids)).options(*everything, selectinload(Idea.steps), raiseload("*"))
    return list(db.session.scalars(wanted.order_by(Idea.id)))


def held() -> Sequence[int]:
    """Return the ideas about which the archive was asked and has not answered."""
    return db.session.scalars(select(OfferedFile.idea_id).where(OfferedFile.verdict == Verdict.OPEN)).all()


def to_delete(now: datetime, limit: int) -> list[int]:
    """Return ideas that may go: the archive has spoken, the grace is over, and nothing happened to them since."""
    wanted = select(Idea.id).join(OfferedFile).where(OfferedFile.verdict != Verdict.OPEN, *_unchanged())
    return list(db.session.scalars(wanted.where(OfferedFile.decided_at < now - GRACE).order_by(Idea.id).limit(limit)))


def reopened(limit: int) -> Sequence[OfferedFile]:
    """Return files whose idea went on after all: their offer is void."""
    wanted = select(OfferedFile).join(Idea).where(Idea.stage.not_in(CLOSED)).order_by(OfferedFile.id).limit(limit)
    return db.session.scalars(wanted).all()


def _unchanged() -> tuple[ColumnElement[bool], ...]:
    return (Idea.stage.in_(CLOSED), Idea.changed_at <= OfferedFile.decided_at)
