"""The D.I.V. with its wings: what run.py opens, in the order in which their parts stand on pages.

A wing is a folder of this room with one subject (docs/decisions/0011-wings.md). It may import the room's own files; the
room's own files know no wing, and no wing another one. Pages of the room leave slots for them.
"""

from __future__ import annotations

from core.room import Room
from dialogues.counting.room import room as counting
from dialogues.evenings.room import room as evenings
from dialogues.groups.room import room as groups
from dialogues.preparing.room import room as preparing
from dialogues.rankings.room import room as rankings
from dialogues.room import room
from dialogues.seats.room import room as seats

rooms: tuple[Room, ...] = (room, counting, preparing, groups, seats, rankings, evenings)
