"""The Ideenspeicher with its wings: what run.py opens, in the order in which their parts stand on pages.

A wing is a folder of this room with one subject: its own rows, reads, changes, forms, doors, texts and a `room.py` that
hands them to the house. A wing may import the room's own files; the room's own files know no wing, and no wing another
one. Pages of the room leave slots for them.
"""

from __future__ import annotations

from core.room import Room
from ideas.additions.room import room as additions
from ideas.alike.room import room as alike
from ideas.answering.room import room as answering
from ideas.archive.room import room as archive
from ideas.asking.room import room as asking
from ideas.attachments.room import room as attachments
from ideas.bundles.room import room as bundles
from ideas.clock.room import room as clock
from ideas.exports.room import room as exports
from ideas.filters.room import room as filters
from ideas.following.room import room as following
from ideas.imports.room import room as imports
from ideas.interest.room import room as interest
from ideas.languages.room import room as languages
from ideas.notes.room import room as notes
from ideas.passing.room import room as passing
from ideas.places.room import room as places
from ideas.proof.room import room as proof
from ideas.room import room
from ideas.school.room import room as school
from ideas.sorting.room import room as sorting
from ideas.suspicion.room import room as suspicion
from ideas.typed.room import room as typed

rooms: tuple[Room, ...] = (
    room,
    sorting,
    filters,
    notes,
    languages,
    places,
    attachments,
    interest,
    alike,
    bundles,
    following,
    answering,
    passing,
    asking,
    clock,
    suspicion,
    proof,
    additions,
    typed,
    school,
    imports,
    exports,
    archive,
)
