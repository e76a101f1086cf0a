"""Every read of internal notes."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from core import clock
from core.db import db
from ideas.notes.models import Note

MOST = 200
CHANGEABLE = timedelta(days=1)


def of_idea(idea_id: int) -> list[Note]:
    """Return the notes to an idea, newest first."""
    wanted = select(Note).where(Note.idea_id == idea_id)
    return list(db.session.scalars(wanted.order_by(Note.written_at.desc(), Note.id.desc()).limit(MOST)))


def may_change(note: Note, account: int | None) -> bool:
    """Tell whether this person may still put other words there: one's own, for a day."""
    return note.author_id is not None and note.author_id == account and note.written_at > clock.now() - CHANGEABLE
