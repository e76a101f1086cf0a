"""Follow-ups are planned, changed, done and postponed by one press; pressed twice counts once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from compass.contacts import queries
from compass.contacts.models import FollowUp
from compass.contacts.services.log import open_to_notes
from core import clock, journal, versions
from core.db import db, stale
from core.errors import NotThere, Refused
from core.journal import Who
from core.links import digest
from core.things import Thing

WEEK = timedelta(days=7)
FARTHEST = timedelta(days=3653)


@dataclass(frozen=True)
class Plan:
    """What is to be done by when (ISO day), and who takes care (None: nobody yet)."""

    due_on: str
    words: str
    owner_id: int | None


def _note(verb: str, row: FollowUp, who: Who) -> None:
    journal.note(verb, Thing("actor", row.actor_id), who)
    versions.up("compass.contacts")


def follow(actor_id: int, plan: Plan, who: Who, nonce: str, contact_id: int | None = None) -> FollowUp:
    """Plan what is to follow with somebody, once per opened form."""
    open_to_notes([actor_id])
    _may_own(plan.owner_id, None)
    hashed, now = digest(nonce), clock.now()
    made = FollowUp(
        actor_id=actor_id, contact_id=contact_id, made_at=now, changed_at=now, nonce_hash=hashed, **vars(plan)
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        return db.session.scalars(select(FollowUp).where(FollowUp.nonce_hash == hashed)).one()
    _note("follow_up.planned", made, who)
    return made


def _may_own(owner_id: int | None, before: int | None) -> None:
    if owner_id not in {None, before} and owner_id not in {one.id for one in queries.colleagues()}:
        raise Refused("Dieses Konto kann gerade keine Wiedervorlagen übernehmen. Bitte wählen Sie jemand anderen.")


def _locked(number: int) -> FollowUp:
    wanted = select(FollowUp).where(FollowUp.id == number).with_for_update()
    row = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotThere
    return row


def change_plan(number: int, plan: Plan, who: Who, version: int | None) -> FollowUp:
    """Change what, when and who; Refused when it changed meanwhile."""
    row = _locked(number)
    if row.version != version:
        raise stale()
    _may_own(plan.owner_id, row.owner_id)
    if Plan(row.due_on, row.words, row.owner_id) != plan:
        row.due_on, row.words, row.owner_id, row.changed_at = plan.due_on, plan.words, plan.owner_id, clock.now()
        _note("follow_up.changed", row, who)
    return row


def done(number: int, who: Who) -> FollowUp:
    """Note that it is done; once more changes nothing."""
    row = _locked(number)
    if row.done_at is None:
        row.done_at = row.changed_at = clock.now()
        _note("follow_up.done", row, who)
    return row


def reopen(number: int, who: Who) -> FollowUp:
    """Take "done" back."""
    row = _locked(number)
    if row.done_at is not None:
        row.done_at, row.changed_at = None, clock.now()
        _note("follow_up.reopened", row, who)
    return row


def postpone(number: int, seen_on: str, who: Who) -> FollowUp:
    """Move it on by a week, from today if its day is over; only when its day is still the one that was seen.

    So a second click, or a colleague's at the same moment, does not make two weeks of it.
    """
    row = _locked(number)
    if row.done_at is None and row.due_on == seen_on:
        later = max(date.fromisoformat(row.due_on), clock.today()) + WEEK
        if later > clock.today() + FARTHEST:
            raise Refused("So weit in die Zukunft reicht der Kalender nicht.")
        row.due_on, row.changed_at = later.isoformat(), clock.now()
        _note("follow_up.postponed", row, who)
    return row
