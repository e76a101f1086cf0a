"""The D.I.V. with its wings: what run.py opens, in the order in which their parts stand on pages.

A wing is a folder of this room with one subject (docs/decisions/0011-wings.md). It may import the room's own files; the
room's own files know no wing, and no wing another one. Pages of the room leave slots for them.
"""

from __future__ import annotations

from core.room import Room
from dialogues.room import room

rooms: tuple[Room, ...] = (room,)
