"""Changing the weights: one edit after the other, noted in the journal; suggestions follow at once."""

from __future__ import annotations

from collections.abc import Mapping

from compass import queries
from compass.evidence_kinds import differences
from compass.models import WeightEdit
from core import accounts, clock, journal, versions
from core.db import db
from core.errors import Refused
from core.journal import Who
from core.things import Thing

MOST = 100


def change(percents: Mapping[str, int], who: Who, seen: int) -> WeightEdit | None:
    """Keep other weights (every kind, 0 to 100, one above 0); None when nothing would change.

    `seen` is the id of the newest version its author saw (0: none); refused when there is a newer one by now.
    """
    versions.turn("compass")  # makes one edit after the other
    last = queries.newest_weights()
    if seen != (last.id if last else 0):
        raise Refused(meanwhile(last))
    wanted = {kind: percents[kind] for kind in queries.WEIGHTS}
    if not any(wanted.values()) or not all(0 <= one <= MOST for one in wanted.values()):
        raise Refused("Bitte Zahlen von 0 bis 100, und mindestens eine über 0.")
    before = queries.percents(queries.shares(last.weights) if last else queries.WEIGHTS)
    if wanted == before:
        return None
    row = WeightEdit(weights=wanted, edited_at=clock.now(), account_id=who.account)
    db.session.add(row)
    db.session.flush()
    journal.note("weights.changed", Thing("weights", row.id), who, what=differences(before, wanted))
    return row


def meanwhile(last: WeightEdit | None) -> str:
    """Return the sentence for the second of two people at the weights: who was first, and when."""
    name = accounts.names([last.account_id]).get(last.account_id) if last and last.account_id else None
    when = f" ({clock.time_in_words(last.edited_at)})" if last else ""
    return f"{name or 'Jemand anderes'} war schneller{when}."
