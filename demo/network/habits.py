"""What the people of the office set up for themselves in the demo year: the Monday letter, an address for their calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from sqlalchemy import select

from compass.contacts import services as contacts
from compass.contacts.services import calendars
from compass.monday import services as monday
from core import clock, links
from core.accounts.models import Account
from core.accounts.rehearsal import DEMO_ACCOUNT
from core.db import db
from core.journal import Who
from demo.calendar import Calendar
from demo.cast import Event
from demo.network.stage import Stage

BEGUN = -40
NONCE = "demo calendar"
WRITTEN = time(8, 30)


def stories(stage: Stage) -> Iterator[Event]:
    """Yield how the letter and the calendar are switched on, and the letter of the last Monday."""
    who = stage.cast.staff[0]
    begun = stage.cast.calendar.at_work(BEGUN, "habits")
    yield Event(begun, lambda: _begin(who))
    yield Event(last_monday(stage.cast.calendar), monday.write)


def _begin(who: Who) -> None:
    assert who.account is not None  # noqa: S101 - the staff of the demo have accounts
    monday.want(who.account)
    contacts.begin_feed(who.account, NONCE, who)


def last_monday(calendar: Calendar) -> datetime:
    """Return the morning of the last Monday that is over."""
    today = calendar.day(0)
    day = today - timedelta(days=today.weekday() or 7)
    return datetime.combine(day, WRITTEN, tzinfo=clock.BERLIN)


def calendar_path() -> str:
    """Return the address of the demo account's calendar, empty once it was ended or made anew."""
    account = db.session.scalars(select(Account.id).where(Account.email == DEMO_ACCOUNT)).first()
    token = calendars.feed_token(account, NONCE) if account else ""
    return f"/netzwerk/kalender/{token}/wiedervorlagen.ics" if token and links.peek(calendars.PURPOSE, token) else ""
