"""In front of a meeting, for tests: groups, links, stones laid in a group."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from core.db import db, writing
from core.journal import HOUSE, Who
from core.things import Thing
from dialogues import ballots
from dialogues.groups import services
from dialogues.groups.purposes import Purpose
from dialogues.models import DialogueGroup
from tests.support.meetings import Meeting

MODERATOR = Who("moderator")
_keys = itertools.count(1)


def divided(meeting: Meeting, *names: str) -> list[int]:
    """Divide a meeting into groups and return their ids."""
    with writing():
        rows = [
            DialogueGroup(dialogue_id=meeting.id, position=place, name=name)
            for place, name in enumerate(names, start=1)
        ]
        db.session.add_all(rows)
        db.session.flush()
        return [row.id for row in rows]


def link(purpose: Purpose, meeting: Meeting, group: int | None = None) -> str:
    """Return the address of a fresh link, for the meeting or one group."""
    thing = Thing("dialogue_group", group) if group else Thing("dialogue", meeting.id)
    with writing():
        return f"/div/{purpose.value}/{services.hand_out(purpose, thing, HOUSE)}"


def moderator(meeting: Meeting, group: int | None = None) -> str:
    """Return the address of a moderator's page."""
    return link(Purpose.MODERATOR, meeting, group)


def wall(meeting: Meeting, group: int | None = None) -> str:
    """Return the address of a projector's page."""
    return link(Purpose.PROJECTOR, meeting, group)


def go(group: int, *steps: str) -> None:
    """Lead a group through stations."""
    for step in steps:
        with writing():
            services.go(group, step, MODERATOR)


def lay(meeting: Meeting, thesis: int, counts: Sequence[int], *, group: int | None = None, turn: int = 1) -> None:
    """Lay so many stones of each kind, gold first, silence last, each by a phone of its own."""
    with writing():
        for stone, number in zip((5, 4, 3, 2, 1, 0), counts, strict=False):
            for _ in range(number):
                ballots.lay(meeting.id, thesis, f"{next(_keys):064x}", stone, round=turn, group_id=group)
