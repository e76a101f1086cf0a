"""The day of a meeting for everybody's calendar (iCalendar, RFC 5545); nobody is named in it but who moderates."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from core import clock, texts
from core.config import settings
from dialogues.models import Dialogue, Mode

HOURS = timedelta(hours=2)
"""How long it takes when nobody said."""


def written(of: Dialogue, page: str) -> bytes:
    """Return the calendar file of a meeting; `page` is where one reads more, empty where there is no such page."""
    from icalendar import Calendar, Event  # noqa: PLC0415 - large, and only this address needs it

    host = urlsplit(settings().base_url).hostname or "localhost"
    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//Stadtkompass//Treffen//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event.add("uid", f"treffen-{of.id}@{host}")
    event.add("dtstamp", clock.now())
    event.add("sequence", of.version)
    event.add("summary", of.title)
    event.add("description", _description(of, page))
    if page:
        event.add("url", page)
    where = ", ".join(part for part in (of.place, of.link if of.mode is not Mode.ROOM else "") if part)
    if where:
        event.add("location", where)
    for name, moment in zip(("dtstart", "dtend"), _span(of), strict=True):
        event.add(name, moment)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _description(of: Dialogue, page: str) -> str:
    said = [texts.text("office.name"), of.about, of.agenda, f"Moderation: {of.moderator}" if of.moderator else "", page]
    return "\n\n".join(part for part in said if part)


def _span(of: Dialogue) -> tuple[date, date]:
    """Return beginning and end; without an hour the whole day."""
    day = date.fromisoformat(of.held_on)
    if not of.begins:
        return day, day + timedelta(days=1)
    start = datetime.combine(day, time.fromisoformat(of.begins), clock.BERLIN)
    end = datetime.combine(day, time.fromisoformat(of.ends), clock.BERLIN) if of.ends else start + HOURS
    return start, end
