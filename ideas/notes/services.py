"""Internal notes are added, and changed by their author within a day; the journal holds no word of them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from core import clock, journal
from core.db import db, stale
from core.errors import NotThere, Refused
from core.journal import Who
from core.things import Thing
from ideas import codes, queries
from ideas.notes.models import Note
from ideas.notes.queries import may_change


def write(idea_id: int, text: str, who: Who, nonce: str) -> Note:
    """Add a note to an idea, once per opened form."""
    idea = queries.one(idea_id, public=False)
    hashed = codes.nonce_hash(nonce)
    made = Note(idea_id=idea.id, author_id=who.account, text=text, written_at=clock.now(), nonce_hash=hashed)
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        return db.session.scalars(select(Note).where(Note.nonce_hash == hashed)).one()
    journal.note("note.written", Thing("idea", idea.id), who)
    return made


def change(idea_id: int, number: int, text: str, who: Who, version: int | None) -> None:
    """Put other words in one's own note; Refused after a day and for another's."""
    wanted = select(Note).where(Note.id == number, Note.idea_id == idea_id).with_for_update()
    note = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if note is None:
        raise NotThere
    if not may_change(note, who.account):
        raise Refused(
            "Eine Notiz ändert nur, wer sie geschrieben hat, und nur einen Tag lang. Schreiben Sie eine neue."
        )
    if note.version != version:
        raise stale()
    if note.text != text:
        note.text, note.changed_at = text, clock.now()
        journal.note("note.changed", Thing("idea", idea_id), who)
