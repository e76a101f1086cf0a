"""Reads of who must still be informed, whose time is over, who is restricted, and what was done.

Slot `compass.signs` yields selects of two columns (actor_id, at): signs of life such as logged contacts; the clock of a
public task counts from the last of them.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import raiseload, selectinload

from compass import keeping, queries
from compass.models import Actor, ActorKind, Basis, Consent
from compass.privacy.models import PrivacyStep
from core import clock, slots
from core.db import db

PAGE = 50
AHEAD = timedelta(days=30)
"""So long before the end an entry stands in the list."""
WITHOUT_BASIS = timedelta(days=30)
"""So long an entry may wait for the consent that is its basis."""
SIGNS = "compass.signs"


@dataclass(frozen=True)
class Uninformed:
    """Somebody whom the office wrote down and who does not know it yet; days_left may be negative."""

    actor: Actor
    until: date
    days_left: int


@dataclass(frozen=True)
class Expiring:
    """An entry whose time is over or soon will be; `until` is None where the consent it rests on is missing."""

    actor: Actor
    until: date | None


def deadline(added_at: datetime) -> date:
    """Return the last day of the month that Art. 14 (3) a GDPR gives: the same day of the next month, or its last one."""
    day = clock.local(added_at).date()
    year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)  # noqa: PLR2004 - December
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _must_know() -> tuple[ColumnElement[bool], ...]:
    about_a_person = or_(Actor.kind == ActorKind.PERSON, Actor.contact_name != "", Actor.email != "", Actor.phone != "")
    return (
        Actor.informed_at.is_(None),
        Actor.restricted_at.is_(None),
        Actor.is_example.is_(False),
        Actor.basis != Basis.NOT_PERSONAL,
        about_a_person,
    )


def personal(actor: Actor) -> bool:
    """Return whether an entry says something about a real person, whom Art. 14 means; the rows' side is `_must_know`."""
    named = actor.kind is ActorKind.PERSON or bool(actor.contact_name or actor.email or actor.phone)
    return named and actor.basis is not Basis.NOT_PERSONAL and not actor.is_example


def uninformed(after: int = 0, *, with_email: bool = False, limit: int = PAGE + 1) -> list[Uninformed]:
    """Return who is not informed yet, in the order of their writing down (by id, after `after`)."""
    wanted = select(Actor).where(*_must_know(), Actor.id > after).options(raiseload("*"))
    wanted = wanted.where(Actor.email != "") if with_email else wanted
    return [_uninformed(actor) for actor in db.session.scalars(wanted.order_by(Actor.id).limit(limit))]


def _uninformed(actor: Actor) -> Uninformed:
    until = deadline(actor.added_at)
    return Uninformed(actor, until, (until - clock.today()).days)


def how_many_uninformed(added_before: datetime | None = None) -> int:
    """Return how many are not informed yet, of all or of those written down before a moment."""
    wanted = select(func.count(Actor.id)).where(*_must_know())
    return db.session.scalar(wanted.where(Actor.added_at < added_before) if added_before else wanted) or 0


def first_uninformed() -> Uninformed | None:
    """Return who waits longest for the letter."""
    wanted = select(Actor).where(*_must_know()).options(raiseload("*")).order_by(Actor.added_at, Actor.id).limit(1)
    actor = db.session.scalars(wanted).one_or_none()
    return _uninformed(actor) if actor else None


def signs(number: int) -> list[datetime]:
    """Return the last signs of life of one actor: its consents that count, and what wings know."""
    found = [part.subquery() for part in slots.parts(SIGNS)]
    last = [db.session.scalar(select(func.max(one.c.at)).where(one.c.actor_id == number)) for one in found]
    counts = (Consent.actor_id == number, Consent.withdrawn_at.is_(None))
    return [one for one in (*last, db.session.scalar(select(func.max(Consent.given_at)).where(*counts))) if one]


def _over() -> ColumnElement[bool]:
    """Return what is true of an entry whose time is over within a month."""
    today = clock.today()
    ways = [_over_by(basis, today + AHEAD) for basis in keeping.CLOCKS]
    counting = select(Consent.actor_id).where(Consent.withdrawn_at.is_(None))
    no_basis = and_(
        Actor.basis == Basis.CONSENT, Actor.id.not_in(counting), Actor.added_at < clock.now() - WITHOUT_BASIS
    )
    kept = (Actor.restricted_at.is_(None), Actor.is_example.is_(False))
    return and_(*kept, Actor.keep_until_on < (today + AHEAD).isoformat(), or_(*ways, no_basis))


def _over_by(basis: Basis, day: date) -> ColumnElement[bool]:
    number = keeping.years(basis) or 0
    cutoff = datetime.combine(keeping.later(day, -number), time(), clock.BERLIN)
    parts = [
        Actor.basis == basis,
        Actor.added_at < cutoff,
        or_(Actor.checked_at.is_(None), Actor.checked_at < cutoff),
        Actor.id.not_in(select(Consent.actor_id).where(Consent.withdrawn_at.is_(None), Consent.given_at >= cutoff)),
    ]
    if basis is not Basis.CONSENT:
        parts.append(Actor.changed_at < cutoff)
        signed = (part.subquery() for part in slots.parts(SIGNS))
        parts += [Actor.id.not_in(select(one.c.actor_id).where(one.c.at >= cutoff)) for one in signed]
    return and_(*parts)


def expiring(after: int = 0, limit: int = PAGE + 1) -> list[Expiring]:
    """Return entries whose time is over or soon will be, by id."""
    wanted = select(Actor).where(_over(), Actor.id > after).options(selectinload(Actor.consents), raiseload("*"))
    return [_expiring(actor) for actor in db.session.scalars(wanted.order_by(Actor.id).limit(limit))]


def _expiring(actor: Actor) -> Expiring:
    standing = queries.standing(actor)
    if actor.basis is Basis.CONSENT and not standing:
        return Expiring(actor, None)
    return Expiring(actor, keeping.until(actor, (one.given_at for one in standing.values())))


def how_many_expiring() -> int:
    """Return how many entries should be looked at."""
    return db.session.scalar(select(func.count(Actor.id)).where(_over())) or 0


def _restricted() -> Select[int]:
    return select(Actor.id).where(Actor.restricted_at.is_not(None))


def restricted(after: int = 0) -> Sequence[Actor]:
    """Return restricted entries, by id; one more than a page says that there are more."""
    wanted = select(Actor).where(Actor.id.in_(_restricted()), Actor.id > after).options(raiseload("*"))
    return db.session.scalars(wanted.order_by(Actor.id).limit(PAGE + 1)).all()


def how_many_restricted() -> int:
    """Return how many entries are restricted."""
    return db.session.scalar(select(func.count()).select_from(_restricted().subquery())) or 0


def steps(number: int, limit: int = 100) -> Sequence[PrivacyStep]:
    """Return what was done for somebody's rights, newest first."""
    wanted = select(PrivacyStep).where(PrivacyStep.actor_id == number)
    return db.session.scalars(wanted.order_by(PrivacyStep.at.desc(), PrivacyStep.id.desc()).limit(limit)).all()
