"""The day of a round as a calendar entry (iCalendar, RFC 5545) for whoever said Yes; nobody else is named in it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from compass.invitations.models import InvitationRound
from core import clock, texts
from core.config import settings

HOURS = timedelta(hours=2)
"""How long it takes when nobody said."""


def written(of: InvitationRound, page: str) -> bytes:
    """Return the calendar file of a round that has a day; without hours it takes the whole day."""
    from icalendar import Calendar, Event  # noqa: PLC0415 - large, and only this address needs it

    host = urlsplit(settings().base_url).hostname or "localhost"
    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//Stadtkompass//Einladung//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event.add("uid", f"einladung-{of.id}@{host}")
    event.add("dtstamp", of.sent_at or of.made_at)
    event.add("sequence", of.version)
    event.add("summary", of.title)
    event.add("description", f"{texts.text('office.name')}. Antwort ändern: {page}")
    event.add("url", page)
    if of.place:
        event.add("location", of.place)
    for name, moment in zip(("dtstart", "dtend"), _span(of), strict=True):
        event.add(name, moment)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _span(of: InvitationRound) -> tuple[date, date]:
    day = date.fromisoformat(of.day_on)
    if not of.starts_at:
        return day, day + timedelta(days=1)
    start = datetime.combine(day, time.fromisoformat(of.starts_at), clock.BERLIN)
    end = datetime.combine(day, time.fromisoformat(of.ends_at), clock.BERLIN) if of.ends_at else start + HOURS
    return start, end
