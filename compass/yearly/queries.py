"""Reads of who is to be asked whether the entry is still right, and who did not answer twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import raiseload

from compass.models import Actor, Basis, Consent
from compass.yearly.models import YearlyLetter
from core import clock, texts, versions
from core.db import db

PAGE = 50
PATIENCE = timedelta(days=30)
"""So long an answer may take: then the second letter goes, and after it the entry stands in the office's list."""
LETTERS = 2
SUBJECT = "compass.yearly"
"""The version that a letter raises."""
MONTH = timedelta(days=30.4375)


@dataclass(frozen=True)
class Silent:
    """Somebody who did not answer twice: since when nothing was heard, and when the last letter went."""

    actor: Actor
    since: datetime
    asked_at: datetime


def cutoff() -> datetime:
    """Return the moment before which the last sign of an entry is too old; the months are the office's number."""
    return clock.now() - int(texts.text("compass.yearly.months")) * MONTH


def _last_sign() -> ColumnElement[datetime]:
    """Return when an entry was last said to be right: confirmed, or else written down."""
    return func.coalesce(Actor.checked_at, Actor.added_at)


def may_be_asked() -> tuple[ColumnElement[bool], ...]:
    """Return what must be true of everybody whom a letter asks: reachable, not restricted, with a basis that counts."""
    standing = select(Consent.actor_id).where(Consent.withdrawn_at.is_(None))
    return (
        Actor.email != "",
        Actor.restricted_at.is_(None),
        Actor.is_example.is_(False),
        or_(Actor.basis != Basis.CONSENT, Actor.id.in_(standing)),
    )


def _unanswered() -> Select[int, int, datetime]:
    """Return per entry how many letters were not answered, and when the last one went."""
    since = and_(YearlyLetter.actor_id == Actor.id, YearlyLetter.sent_at > _last_sign())
    number, last = func.count(YearlyLetter.id).label("number"), func.max(YearlyLetter.sent_at).label("last")
    return select(Actor.id.label("id"), number, last).join(YearlyLetter, since).group_by(Actor.id)


def to_ask(limit: int) -> list[int]:
    """Return ids of entries to which a letter goes now: the first when the sign is too old, the second after PATIENCE."""
    written = _unanswered().subquery()
    later = and_(written.c.number < LETTERS, written.c.last < clock.now() - PATIENCE)
    wanted = (
        select(Actor.id)
        .outerjoin(written, written.c.id == Actor.id)
        .where(*may_be_asked(), _last_sign() < cutoff(), or_(written.c.id.is_(None), later))
    )
    return list(db.session.scalars(wanted.order_by(Actor.id).limit(limit)))


def _silent() -> Select[Actor, datetime]:
    written = _unanswered().subquery()
    morning = datetime.combine(clock.today(), time(), clock.BERLIN)  # by whole days: the number is kept for one
    over = and_(written.c.number >= LETTERS, written.c.last < morning - PATIENCE)
    return (
        select(Actor, written.c.last).join(written, written.c.id == Actor.id).where(over, Actor.restricted_at.is_(None))
    )


def silent(after: int = 0) -> Sequence[Silent]:
    """Return who did not answer twice, by id; one more than a page says that there are more."""
    wanted = _silent().where(Actor.id > after).options(raiseload("*")).order_by(Actor.id).limit(PAGE + 1)
    return [Silent(actor, actor.checked_at or actor.added_at, last) for actor, last in db.session.execute(wanted)]


def how_many_silent() -> int:
    """Return how many did not answer twice; counted anew only when a letter went, the network or the day is another one."""
    return versions.cached(("compass", SUBJECT), _counted)


def _counted() -> int:
    return db.session.scalar(select(func.count()).select_from(_silent().subquery())) or 0


def letters(actor_id: int) -> Sequence[YearlyLetter]:
    """Return the letters to one entry that are kept, oldest first."""
    wanted = select(YearlyLetter).where(YearlyLetter.actor_id == actor_id).order_by(YearlyLetter.id)
    return db.session.scalars(wanted.limit(100)).all()
