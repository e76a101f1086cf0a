"""Follow-ups as a calendar that phones and Outlook subscribe to (iCalendar, RFC 5545): whole days, nobody's time is blocked."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from compass.contacts.queries import Waiting
from core.config import settings

EVERY = timedelta(hours=1)


def written(rows: Sequence[Waiting]) -> bytes:
    """Return the calendar; the same rows always give the same bytes.

    It holds what the account may see anyway: the actor's name and what is to be done; of a restricted entry neither.
    """
    from icalendar import Calendar, Event, vDuration  # noqa: PLC0415 - large, and only this address needs it

    base = settings().base_url.rstrip("/")
    host = urlsplit(base).hostname or "localhost"
    calendar = Calendar()
    calendar.add("prodid", "-//Stadtkompass//Wiedervorlagen//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Wiedervorlagen")
    calendar.add("refresh-interval", vDuration(EVERY), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(EVERY))
    for one in rows:
        row, event = one.follow_up, Event()
        event.add("uid", f"wiedervorlage-{row.id}@{host}")
        event.add("dtstamp", row.changed_at)
        event.add("last-modified", row.changed_at)
        event.add("sequence", row.version - 1)
        event.add("summary", ": ".join(filter(None, (one.words or "Wiedervorlage", one.name))))
        event.add("dtstart", one.due_on)
        event.add("dtend", one.due_on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("url", f"{base}/buero/netzwerk/wiedervorlagen/{row.id}")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def tag(body: bytes) -> str:
    """Return the mark of a calendar by which a program knows that nothing changed."""
    return hashlib.sha256(body).hexdigest()[:32]
