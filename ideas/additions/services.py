"""Additions are taken once per form, then published, declined or shortened by the office."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from core import clock, indexing, journal, versions
from core.db import db, stale
from core.errors import NotThere, Refused
from core.journal import VISITOR, Who
from core.things import Thing
from ideas import codes, queries
from ideas.additions.models import Addition, State

EVERY = timedelta(hours=12)
DECLINED_KEPT = timedelta(days=365)


def take(idea_id: int, text: str, nonce: str, suspicion: str | None = None) -> Addition:
    """Store a note to a published idea, once per form; NotThere when not everybody may read the idea."""
    idea = queries.one(idea_id, public=True)
    hashed, now = codes.nonce_hash(nonce), clock.now()
    made = Addition(idea_id=idea.id, text=text, state=State.WAITING, nonce_hash=hashed, suspicion=suspicion)
    made.submitted_at = made.changed_at = now
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        return db.session.scalars(select(Addition).where(Addition.nonce_hash == hashed)).one()
    journal.note("addition.received", Thing("idea", idea.id), VISITOR, number=made.id)
    return made


def publish(number: int, text: str, who: Who, version: int | None = None) -> Addition:
    """Let everybody read an addition, with the words the office leaves in it."""
    addition = _held(number, version)
    _shorten(addition, text, who)
    if addition.state is not State.PUBLISHED:
        addition.state, addition.reason, addition.suspicion = State.PUBLISHED, "", None
        _done(addition, "published", who)
    return addition


def decline(number: int, reason: str, who: Who, version: int | None = None) -> Addition:
    """Keep an addition from the page, or take it off, with the reason for the office's own record."""
    addition = _held(number, version)
    if not reason.strip():
        raise Refused("Bitte schreiben Sie einen Grund auf.")
    if addition.state is not State.DECLINED:
        addition.state, addition.reason = State.DECLINED, reason.strip()
        _done(addition, "declined", who)
    return addition


def shorten(number: int, text: str, who: Who, version: int | None = None) -> Addition:
    """Take words out; of the old ones no row and no index keeps one."""
    addition = _held(number, version)
    _shorten(addition, text, who)
    return addition


def _shorten(addition: Addition, text: str, who: Who) -> None:
    if not text.strip():
        raise Refused("Der Text darf nicht leer sein.")
    if text.strip() != addition.text:
        addition.text, addition.redacted_at = text.strip(), clock.now()
        _done(addition, "redacted", who)


def _done(addition: Addition, what: str, who: Who) -> None:
    addition.changed_at = clock.now()
    journal.note(f"addition.{what}", Thing("idea", addition.idea_id), who, number=addition.id)
    db.session.flush()
    indexing.changed(Thing("idea", addition.idea_id))
    versions.up("ideas")


def _held(number: int, version: int | None) -> Addition:
    """Return an addition held until the end of the transaction; refused when somebody changed it meanwhile."""
    wanted = select(Addition).where(Addition.id == number).with_for_update()
    addition = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if addition is None:
        raise NotThere
    if version is not None and addition.version != version:
        raise stale()
    return addition


def purge() -> int:
    """Delete what was declined a year ago; return how many."""
    old = (Addition.state == State.DECLINED, Addition.changed_at < clock.now() - DECLINED_KEPT)
    return int(db.session.execute(delete(Addition).where(*old)).rowcount)  # type: ignore[attr-defined]  # a DELETE counts rows
