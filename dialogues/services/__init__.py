"""Every change of preparing and carrying on: the body, meetings with impulses and theses, visions and their way on.

What happens while a meeting runs (open, lay, close, count) stands in dialogues/ballots.py.
"""

from __future__ import annotations

from dialogues.drafts import DialogueDraft, VisionDraft, WayDraft
from dialogues.services.body import NAME, add_member, describe, found, join_network, remove_member
from dialogues.services.impulses import add_impulses, remove_impulse
from dialogues.services.meetings import change, drop, plan
from dialogues.services.theses import add_theses, add_thesis, change_thesis, move_thesis, remove_thesis
from dialogues.services.visions import choose, drop_vision, link, move_vision, release, rewrite, unlink, write
from dialogues.services.wall import put_up
from dialogues.services.wordings import reword

__all__ = [
    "NAME",
    "DialogueDraft",
    "VisionDraft",
    "WayDraft",
    "add_impulses",
    "add_member",
    "add_theses",
    "add_thesis",
    "change",
    "change_thesis",
    "choose",
    "describe",
    "drop",
    "drop_vision",
    "found",
    "join_network",
    "link",
    "move_thesis",
    "move_vision",
    "plan",
    "put_up",
    "release",
    "remove_impulse",
    "remove_member",
    "remove_thesis",
    "reword",
    "rewrite",
    "unlink",
    "write",
]
