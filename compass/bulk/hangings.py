"""What this wing hangs into the office's list: the step that changes the ticked ones or the whole list."""

from __future__ import annotations

from sqlalchemy import select

from compass.bulk import words
from compass.bulk.models import Bulk, BulkLine, Fate
from compass.told import Told, row
from core import accounts
from core.db import db
from core.rights import Right, allows


def picks() -> list[tuple[str, str]]:
    """Return the step for ticked entries: its word and its address."""
    viewer = accounts.viewer()
    may = viewer is not None and allows(viewer.role, Right.NETWORK_EDIT)
    return [("Ändern", "/buero/netzwerk/sammeln")] if may else []


def told(actor_id: int) -> list[Told]:
    """Return what was changed about an actor together with others within the last month (Art. 15)."""
    wanted = select(Bulk).join(BulkLine, BulkLine.bulk_id == Bulk.id)
    wanted = wanted.where(BulkLine.actor_id == actor_id, BulkLine.fate.in_([Fate.DONE, Fate.KEPT, Fate.UNDONE]))
    found = db.session.scalars(wanted.order_by(Bulk.id))
    rows = [row(Wann=one.pressed_at, Was=words.sentence(one.act, one.said)) for one in found]
    return [Told("Änderungen zusammen mit anderen Einträgen", rows)] if rows else []
