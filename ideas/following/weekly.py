"""The letter of a week: every Monday from seven o'clock, one to each address that has news; streamed, never twice.

A round is one row. Each bunch of letters is promised in the same transaction that moves the round's mark, so whoever
stops in between goes on behind the last letter, and two processes wait for each other at the row.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from core import clock
from core.db import db, writing
from ideas.following import digest, letters, queries
from ideas.following.models import WeeklyRound
from ideas.following.subjects import named, of

EVERY = timedelta(minutes=15)
FROM_HOUR = 7
BUNCH = 200
LONGEST = timedelta(days=28)
"""So far back a letter tells when rounds were missed."""


def write() -> int:
    """Write what is due; return how many letters were promised."""
    monday = due()
    if monday is None:
        return 0
    written, more = 0, True
    while more:
        letters.warm()
        with writing():
            number, more = _next_bunch(monday.isoformat())
        db.session.expunge_all()
        written += number
    return written


def due() -> date | None:
    """Return the Monday whose round is due: this week's, from seven o'clock on."""
    monday = clock.today() - timedelta(days=clock.today().weekday())
    return monday if clock.now() >= _moment(monday, FROM_HOUR) else None


def _moment(day: date, hour: int = 0) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=clock.BERLIN).astimezone(UTC)


def _next_bunch(monday_on: str) -> tuple[int, bool]:
    """Promise the next letters; return how many, and whether there may be more."""
    this = _round(monday_on)
    if this.done_at is not None:
        return 0, False
    bunch = queries.to_tell_weekly(this.upto, BUNCH)
    news = digest.between(_since(monday_on), _moment(date.fromisoformat(monday_on)))
    due_ones = [(follower, rows, told) for follower, rows in bunch.items() if (told := news.for_one(rows))]
    letters.keep_open({follower.thing: follower for follower, _, _ in due_ones})
    names = named({of(row) for _, rows, _ in due_ones for row in rows})
    for follower, rows, told in due_ones:
        letters.weekly(follower, told, [names[of(row)] for row in rows if of(row) in names])
    if len(bunch) == BUNCH:
        this.upto = max(follower.id for follower in bunch)
        return len(due_ones), True
    this.done_at = clock.now()
    return len(due_ones), False


def _round(monday_on: str) -> WeeklyRound:
    """Return a week's round, held until the end of the transaction; made by whoever comes first."""
    wanted = select(WeeklyRound).where(WeeklyRound.monday_on == monday_on).with_for_update()
    present = db.session.scalars(wanted).one_or_none()
    if present is not None:
        return present
    try:
        with db.session.begin_nested():
            db.session.add(WeeklyRound(monday_on=monday_on, upto=0))
    except IntegrityError:
        pass
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one()


def _since(monday_on: str) -> datetime:
    """Return from when on a round tells: from the last one's end, at most four weeks back."""
    monday = date.fromisoformat(monday_on)
    last = queries.last_round(monday_on)
    start = date.fromisoformat(last.monday_on) if last else monday - timedelta(days=7)
    return _moment(max(start, monday - LONGEST))
