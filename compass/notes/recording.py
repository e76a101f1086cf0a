"""Notes as records hold them: those for the office, never a private one, and without the name of who wrote it."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from compass.notes.models import ActorNote
from compass.records.beside import ByActor, Kept, Rows
from core.db import db
from core.links import digest


def kept() -> list[Kept]:
    """Return this wing's list in a record."""
    return [Kept("notes", _load, _fresh, _put, _take_back)]


def _load(session: Session, ids: Collection[int]) -> ByActor:
    wanted = select(ActorNote.actor_id, ActorNote.written_at, ActorNote.text)
    wanted = wanted.where(ActorNote.actor_id.in_(ids), ActorNote.is_private.is_(False))
    found: dict[int, list[Any]] = {}
    for actor, at, text in session.execute(wanted.order_by(ActorNote.written_at, ActorNote.id)):
        found.setdefault(actor, []).append({"written_at": at.isoformat(), "words": text})
    return found


def _fresh(there: Rows, said: Rows) -> Rows:
    taken = {one["words"] for one in there}
    return list({one["words"]: one for one in said if one["words"] not in taken}.values())


def _put(wanted: ByActor) -> None:
    there = select(ActorNote.actor_id, ActorNote.text).where(ActorNote.actor_id.in_(wanted))
    taken = {(actor, text) for actor, text in db.session.execute(there)}
    for actor, some in wanted.items():
        for one in some:
            if (actor, one["words"]) not in taken:
                at, nonce = datetime.fromisoformat(one["written_at"]), digest(secrets.token_hex())
                made = ActorNote(actor_id=actor, text=one["words"], is_private=False, written_at=at, nonce_hash=nonce)
                db.session.add(made)


def _take_back(wanted: ByActor) -> None:
    """Take notes out again that nobody of this house has written or changed."""
    for actor, some in wanted.items():
        words = [one["words"] for one in some]
        same = (ActorNote.actor_id == actor, ActorNote.author_id.is_(None), ActorNote.changed_at.is_(None))
        db.session.execute(delete(ActorNote).where(*same, ActorNote.text.in_(words)))
