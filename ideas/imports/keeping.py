"""What of imports is kept how long: files and words of rows a month, the counts of verdicts as long as the import."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy import delete, select, update

from core import clock
from core.db import db
from core.takeover.states import State
from ideas.imports import uploads
from ideas.imports.models import Import, ImportRow

EVERY: Final = timedelta(hours=24)
KEPT: Final = timedelta(days=30)


def purge() -> int:
    """Delete imports nobody went on with for a month and the words of those that are done; return how many imports went."""
    old = Import.changed_at < clock.now() - KEPT
    left = old & Import.state.in_([State.MAPPING, State.CHECKED, State.FAILED])
    done = select(Import.id).where(old)
    words = {"values": None, "before": None}
    db.session.execute(update(ImportRow).where(ImportRow.import_id.in_(done)).values(**words))
    gone = int(db.session.execute(delete(Import).where(left)).rowcount)  # type: ignore[attr-defined]  # a DELETE counts rows
    files = db.session.scalars(select(Import.file).where(Import.file.is_not(None)))
    uploads.SHELF.drop_strangers({name for name in files if name})
    return gone
