"""Notes are added, changed by their author within a day, deleted; the journal holds no word of them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from compass import queries, services
from compass.notes.models import ActorNote
from compass.notes.queries import may_change, may_remove
from core import clock, journal
from core.db import db, stale
from core.errors import NotThere, Refused
from core.journal import Who
from core.links import digest
from core.rights import Role


def write(actor_id: int, text: str, who: Who, nonce: str, *, is_private: bool = False) -> ActorNote:
    """Add a note about an actor, once per opened form."""
    actor = queries.one(actor_id, public=False)
    hashed, now = digest(nonce), clock.now()
    made = ActorNote(
        actor_id=actor.id,
        author_id=who.account,
        text=text,
        is_private=is_private,
        written_at=now,
        nonce_hash=hashed,
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        return db.session.scalars(select(ActorNote).where(ActorNote.nonce_hash == hashed)).one()
    journal.note("actor_note.written", services.thing(actor), who)
    return made


def change(
    actor_id: int, number: int, text: str, who: Who, version: int | None, *, is_private: bool = False
) -> ActorNote:
    """Put other words in one's own note; Refused after a day, NotThere for another's private one."""
    note = _locked(actor_id, number, who)
    if not may_change(note, who.account):
        raise Refused(
            "Eine Notiz ändert nur, wer sie geschrieben hat, und nur einen Tag lang. Schreiben Sie eine neue."
        )
    if note.version != version:
        raise stale()
    if (note.text, note.is_private) != (text, is_private):
        note.text, note.is_private, note.changed_at = text, is_private, clock.now()
        journal.note("actor_note.changed", services.thing(queries.one(actor_id, public=False)), who)
    return note


def remove(actor_id: int, number: int, who: Who, role: Role) -> None:
    """Delete a note; Refused for another's without the right to private ones."""
    note = _locked(actor_id, number, who, role)
    if not may_remove(note, who.account, role):
        raise Refused("Diese Notiz löscht, wer sie geschrieben hat, oder die Verwaltung der Anlage.")
    db.session.delete(note)
    journal.note("actor_note.removed", services.thing(queries.one(actor_id, public=False)), who)


def _locked(actor_id: int, number: int, who: Who, role: Role = Role.READER) -> ActorNote:
    """Return a note, locked; a private one is not there for those who may not read it."""
    wanted = select(ActorNote).where(ActorNote.id == number, ActorNote.actor_id == actor_id).with_for_update()
    note = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if note is None or (note.is_private and not may_remove(note, who.account, role)):
        raise NotThere
    return note
