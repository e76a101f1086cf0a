"""Every read of notes about actors; who may read a private one is said here and nowhere else."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, or_, select

from compass.notes.models import ActorNote
from core import clock
from core.accounts import Viewer
from core.db import db
from core.rights import Right, Role, allows

MOST = 200
CHANGEABLE = timedelta(days=1)


def readable(actor_id: int, account: int, role: Role) -> list[ActorNote]:
    """Return the notes about an actor that somebody may read, newest first: none without the right to contact data."""
    if not allows(role, Right.NETWORK_CONTACT):
        return []
    wanted = select(ActorNote).where(ActorNote.actor_id == actor_id)
    if not allows(role, Right.NETWORK_PRIVATE):
        wanted = wanted.where(or_(ActorNote.is_private.is_(False), ActorNote.author_id == account))
    return list(db.session.scalars(wanted.order_by(ActorNote.written_at.desc(), ActorNote.id.desc()).limit(MOST)))


def covered(actor_id: int, viewer: Viewer) -> list[int]:
    """Return how many private notes about an actor somebody of the office may not read."""
    if allows(viewer.role, Right.NETWORK_PRIVATE):
        return []
    mine = or_(ActorNote.author_id.is_(None), ActorNote.author_id != viewer.id)
    wanted = select(func.count()).select_from(ActorNote)
    found = db.session.scalar(wanted.where(ActorNote.actor_id == actor_id, ActorNote.is_private, mine))
    return [found or 0]


def every(actor_id: int) -> list[ActorNote]:
    """Return all notes about an actor, private ones too: for what the person asked to read."""
    wanted = select(ActorNote).where(ActorNote.actor_id == actor_id)
    return list(db.session.scalars(wanted.order_by(ActorNote.written_at, ActorNote.id)))


def may_change(note: ActorNote, account: int | None) -> bool:
    """Tell whether this person may still put other words there: one's own, for a day."""
    return note.author_id is not None and note.author_id == account and note.written_at > clock.now() - CHANGEABLE


def may_remove(note: ActorNote, account: int | None, role: Role) -> bool:
    """Tell whether this person may delete a note: one's own at any time, others' with the right to private ones."""
    own = note.author_id is not None and note.author_id == account
    return own or allows(role, Right.NETWORK_PRIVATE)
