"""What citizens do in the demo year beside handing in: tap, add, show files and places, follow, answer a question."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date, time
from typing import Any

from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from core.db import db
from demo import drawings
from demo.calendar import chance
from demo.cast import SHORTLY, Cast, Event, area, district, in_order, written
from ideas import queries
from ideas.additions import services as additions
from ideas.additions.models import Addition
from ideas.asking import services as asking
from ideas.attachments import services as files
from ideas.attachments import taking
from ideas.attachments.models import Attachment
from ideas.following import services as following
from ideas.following.models import Following, Rhythm
from ideas.following.subjects import Subject
from ideas.interest import services as interest
from ideas.places import services as places

LATE = time(23, 30)
"""When the day's ideas are all in."""
TAPS = 5
"""Taps on one idea that fall into one moment: a link went round."""


def stories(cast: Cast) -> Iterator[Iterable[Event]]:
    """Yield one story for each kind of voice."""
    book = written("voices")
    yield (event for title, number in book["interest"].items() for event in _taps(cast, title, number))
    yield (_placing(cast, entry) for entry in written("places")["point"])
    yield (event for entry in book["addition"] for event in _adding(cast, entry))
    yield (event for number, entry in enumerate(book["file"]) for event in _sending(cast, entry, number))
    yield (event for entry in book["answer"] for event in _answering(cast, entry))
    yield (event for entry in book["follower"] for event in _following(cast, entry))


def _published(cast: Cast, title: str) -> int:
    """Return the idea; a story that names one nobody may read yet is a slip of the material."""
    return queries.one(cast.idea(title), public=True).id


def _taps(cast: Cast, title: str, number: int) -> Iterator[Event]:
    """Yield the taps of the last nine days, each by another browser; a few come together."""
    for first in range(0, number, TAPS):
        at = cast.calendar.at_work(-1 - chance(f"{title} {first}", 5), f"taps {title} {first}")
        several = range(first, min(first + TAPS, number))

        def tap(several: range = several) -> None:
            idea = _published(cast, title)
            for one in several:
                interest.show(idea, f"demo browser {one}")

        yield Event(at, tap)


def _placing(cast: Cast, entry: dict[str, Any]) -> Event:
    east, north = entry["at"]
    at = cast.calendar.at_work(-4, f"place {entry['idea']}")
    return Event(at, lambda: places.put(cast.idea(entry["idea"]), east, north, cast.who(entry["idea"])))


def _adding(cast: Cast, entry: dict[str, Any]) -> Iterator[Event]:
    nonce, who = f"demo addition: {entry['text']}", cast.who(entry["text"])
    at = cast.calendar.at_work(entry["day"], nonce)
    acts: list[tuple[Any, Callable[[], object]]] = [
        (at, lambda: additions.take(_published(cast, entry["idea"]), entry["text"], nonce))
    ]
    if "shown" in entry:

        def publish() -> None:
            taken = db.session.scalars(select(Addition).where(Addition.text == entry["text"])).one()
            additions.publish(taken.id, taken.text, who)

        acts.append((cast.calendar.at_work(entry["shown"], nonce), publish))
    return in_order(acts)


def _sending(cast: Cast, entry: dict[str, Any], number: int) -> Iterator[Event]:
    """Yield a file on its way: sent with the idea, looked at by the office, shown."""
    nonce = f"demo file {number}"
    sent = FileStorage(io.BytesIO(drawings.of(entry["drawing"])), "skizze")
    at = cast.calendar.at_home(entry["day"], LATE)
    yield Event(at, lambda: taking.take(cast.idea(entry["idea"]), sent, nonce, entry["alt"]), alone=True)
    if "shown" not in entry:
        return

    def show() -> None:
        wanted = select(Attachment).where(
            Attachment.idea_id == cast.idea(entry["idea"]), Attachment.alt == entry["alt"]
        )
        kept = db.session.scalars(wanted).one()
        files.show(kept.id, kept.alt, cast.who(entry["idea"]), kept.version)

    yield Event(max(at + SHORTLY, cast.calendar.at_work(entry["shown"], nonce)), show)


def _answering(cast: Cast, entry: dict[str, Any]) -> Iterator[Event]:
    """Yield a question back and what the author says to it."""

    def ask() -> None:
        until: date = cast.calendar.weekday(entry["until"])
        asking.ask(cast.idea(entry["idea"]), entry["question"], until, cast.who(entry["idea"]))

    def answer() -> None:
        asking.answer(cast.idea(entry["idea"]), entry["answer"], may_be_added=True)

    moments = [cast.calendar.at_work(entry[name], entry["idea"]) for name in ("asked", "day")]
    return in_order(zip(moments, (ask, answer), strict=True))


def _following(cast: Cast, entry: dict[str, Any]) -> Iterator[Event]:
    """Yield somebody's wish for letters, and the link in the first one used."""

    def subject() -> Subject:
        if "topic" in entry:
            return Subject("thema", area(entry["topic"]))
        if "district" in entry:
            return Subject("bezirk", district(entry["district"]) or 0)
        return Subject("idee", _published(cast, entry["idea"]))

    def confirm() -> None:
        column = subject().column
        wanted = select(Following).where(getattr(Following, column) == subject().id, Following.confirmed_at.is_(None))
        following.confirm(db.session.scalars(wanted).one().id)

    at = cast.calendar.at_work(entry["day"], entry["email"])
    wishes = lambda: following.ask(entry["email"], subject(), Rhythm(entry["rhythm"]))  # noqa: E731 - one of two acts in order
    return in_order([(at, wishes), (at, confirm)])
