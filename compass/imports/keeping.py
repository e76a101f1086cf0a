"""What of imports is kept how long: files and words of rows a month, the counts of verdicts as long as the import."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy import delete, select, update

from compass.imports import uploads
from compass.imports.models import ActorImport, ActorImportRow
from core import clock
from core.db import db
from core.takeover.states import State

EVERY: Final = timedelta(hours=24)
KEPT: Final = timedelta(days=30)


def purge() -> int:
    """Delete imports nobody went on with for a month and the words of those that are done; return how many imports went."""
    old = ActorImport.changed_at < clock.now() - KEPT
    left = old & ActorImport.state.in_([State.MAPPING, State.CHECKED, State.FAILED])
    done = select(ActorImport.id).where(old)
    words = {"values": None, "before": None, "links": None, "name": "", "name_key": "", "email_key": ""}
    db.session.execute(update(ActorImportRow).where(ActorImportRow.import_id.in_(done)).values(**words))
    gone = int(db.session.execute(delete(ActorImport).where(left)).rowcount)  # type: ignore[attr-defined]  # a DELETE counts rows
    files = db.session.scalars(select(ActorImport.file).where(ActorImport.file.is_not(None)))
    uploads.SHELF.drop_strangers({name for name in files if name})
    return gone
