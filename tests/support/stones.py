"""Stones laid without phones: many at once, of groups and sectors, each under a key of its own."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from compass.models import Sector
from core.db import db, writing
from dialogues import ballots
from dialogues.models import DialogueGroup, GroupState
from tests.support.meetings import Meeting

KINDS = (5, 4, 3, 2, 1)
"""Gold first, as counts name them."""


def lay_many(
    meeting: Meeting,
    thesis: int,
    counts: Sequence[int],
    *,
    round: int = 1,  # noqa: A002 - the word of the row
    group_id: int | None = None,
    sector: Sector | None = None,
) -> None:
    """Lay so many stones of each kind, gold first; a sixth number says nothing."""
    with writing():
        for stone, number in zip((*KINDS, 0), counts, strict=False):
            for _ in range(number):
                said = {"round": round, "group_id": group_id, "sector": sector}
                ballots.lay(meeting.id, thesis, secrets.token_hex(32), stone, **said)  # type: ignore[arg-type]  # as named


def divide(meeting: Meeting, *names: str, state: GroupState = GroupState.OPEN) -> list[int]:
    """Divide a meeting into groups that lay; return their ids."""
    with writing():
        rows = [
            DialogueGroup(dialogue_id=meeting.id, position=place, name=name, state=state)
            for place, name in enumerate(names, start=1)
        ]
        db.session.add_all(rows)
        db.session.flush()
        return [row.id for row in rows]


def lead(group_id: int, state: GroupState, round_number: int = 1) -> None:
    """Let a group go on, as its moderator would."""
    with writing():
        group = db.session.get_one(DialogueGroup, group_id)
        group.state, group.round = state, round_number
