"""Links into the front of a meeting or of one group: each does one thing, none needs an account, the office ends them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from core import clock, journal, links, versions
from core.errors import NotThere
from core.journal import Who
from core.things import Thing
from dialogues.groups import queries
from dialogues.groups.purposes import PURPOSES, Purpose
from dialogues.services.changing import locked

AFTERWARDS = timedelta(days=3)
"""How long after the day of the meeting a link still lives; until then it never idles out."""


def hand_out(purpose: Purpose, subject: Thing, who: Who) -> str:
    """Make a link and end the one before; its token exists only in what this returns."""
    number = queries.meeting_of(subject)
    dialogue = locked(number)
    links.revoke(PURPOSES[purpose], subject)
    token = links.issue(PURPOSES[purpose], subject, lifetime=_lifetime(dialogue.held_on), uses=None)
    journal.note("dialogue.linked", Thing("dialogue", number), who)
    versions.up("dialogues")
    return token


def _lifetime(held_on: str) -> timedelta:
    last = datetime.combine(date.fromisoformat(held_on), time.max, tzinfo=clock.BERLIN).astimezone(UTC)
    return max(last - clock.now(), timedelta(0)) + AFTERWARDS


def take_back(purpose: Purpose, subject: Thing, who: Who) -> None:
    """End the links of one purpose to a meeting or group; one that is ended stays ended."""
    number = queries.meeting_of(subject)
    locked(number)
    if not links.outstanding(PURPOSES[purpose], subject):
        return
    links.revoke(PURPOSES[purpose], subject)
    journal.note("dialogue.unlinked", Thing("dialogue", number), who)
    versions.up("dialogues")


def meeting_thing(kind: str, number: int) -> Thing:
    """Return a meeting or a group as links point at it; NotThere for other kinds."""
    if kind not in {"dialogue", "dialogue_group"}:
        raise NotThere
    return Thing(kind, number)
