"""How long things are kept: what nobody confirmed 7 days, news 5 weeks, rounds a year."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select

from core import clock
from core.db import db
from ideas.following import services
from ideas.following.models import Follower, Following, News, WeeklyRound

EVERY = timedelta(hours=12)
UNCONFIRMED = timedelta(days=7)
NEWS = timedelta(days=35)
ROUNDS = timedelta(days=365)
AT_ONCE = 500


def purge() -> int:
    """Delete what must not be kept longer, addresses that follow nothing among it; return how many rows went."""
    now = clock.now()
    old = delete(Following).where(Following.rhythm.is_(None), Following.asked_at < now - UNCONFIRMED)
    rounds = delete(WeeklyRound).where(WeeklyRound.monday_on < (clock.today() - ROUNDS).isoformat())
    gone = 0
    for statement in (old, delete(News).where(News.at < now - NEWS), rounds):
        gone += int(db.session.execute(statement).rowcount)  # type: ignore[attr-defined]  # a DELETE counts rows
    idle = select(Follower.id).where(~select(Following.id).where(Following.follower_id == Follower.id).exists())
    for number in db.session.scalars(idle.limit(AT_ONCE)).all():
        services.forget(number)
        gone += 1
    return gone
