"""What merges take out when somebody is erased: rows of theirs that snapshots of other entries' merges hold."""

from __future__ import annotations

from sqlalchemy import select

from compass.doubles import ledger
from compass.doubles.models import Merge
from core.db import db


def forget(actor_id: int) -> list[None]:
    """Take somebody out of what is kept for taking merges of others back; their own goes with their entry."""
    kept = select(Merge.id, Merge.snapshot).where(Merge.snapshot.is_not(None), Merge.kept_id != actor_id)
    found = db.session.execute(kept.order_by(Merge.id).execution_options(yield_per=20))
    for number in [one for one, entries in found if ledger.without(entries, actor_id) != entries]:
        row = db.session.get(Merge, number, with_for_update=True, populate_existing=True)
        if row is not None:
            row.snapshot = ledger.without(row.snapshot or (), actor_id)
    return []
