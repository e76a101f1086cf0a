"""Every change around the yearly question: letters that go, answers that the office heard."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from compass import letters, owning, services
from compass.yearly import queries
from compass.yearly.models import YearlyLetter
from core import clock, journal, versions
from core.db import db
from core.journal import HOUSE, Who

EVERY = timedelta(hours=6)
AT_ONCE = 50
KEPT = timedelta(days=3 * 365)


def write() -> int:
    """Write to those who are to be asked, fifty at once; return how many. Old letters of theirs are forgotten."""
    db.session.execute(delete(YearlyLetter).where(YearlyLetter.sent_at < clock.now() - KEPT))
    ids = queries.to_ask(AT_ONCE)
    for number in ids:
        actor = services.locked(number)
        letters.send_own("compass-yearly", actor)
        db.session.add(YearlyLetter(actor_id=number, sent_at=clock.now()))
        journal.note("actor.asked_yearly", services.thing(actor), HOUSE)
    if ids:
        versions.up(queries.SUBJECT)
    return len(ids)


def heard(number: int, who: Who) -> None:
    """Note that somebody told the office that the entry is still right."""
    owning.confirm(number, who)
