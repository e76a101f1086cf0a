"""Every change in front of the room: links, the pace of the groups, notes and Leitfragen."""

from __future__ import annotations

from dialogues.groups.services.links import hand_out, meeting_thing, take_back
from dialogues.groups.services.noting import add_note, ask, change_note, move, rephrase, take_out
from dialogues.groups.services.pace import go, point, whole

__all__ = [
    "add_note",
    "ask",
    "change_note",
    "go",
    "hand_out",
    "meeting_thing",
    "move",
    "point",
    "rephrase",
    "take_back",
    "take_out",
    "whole",
]
