"""The Netzwerkkompass with its wings: what run.py opens, in the order in which their parts stand on pages.

A wing is a folder of this room with one subject (docs/decisions/0011-wings.md). It may import the room's own files; the
room's own files know no wing, and no wing another one. Pages of the room leave slots for them.
"""

from __future__ import annotations

from compass.api.room import room as api
from compass.bulk.room import room as bulk
from compass.challenges.room import room as challenges
from compass.checklists.room import room as checklists
from compass.consents.room import room as consents
from compass.contacts.room import room as contacts
from compass.custom.room import room as custom
from compass.districts.room import room as districts
from compass.doubles.room import room as doubles
from compass.exports.room import room as exports
from compass.figures.room import room as figures
from compass.imports.room import room as imports
from compass.invitations.room import room as invitations
from compass.monday.room import room as monday
from compass.netmap.room import room as netmap
from compass.notes.room import room as notes
from compass.privacy.room import room as privacy
from compass.roles.room import room as roles
from compass.room import room
from compass.segments.room import room as segments
from compass.suggestions.room import room as suggestions
from compass.terms.room import room as terms
from compass.weights.room import room as weights
from compass.yearly.room import room as yearly
from core.room import Room

rooms: tuple[Room, ...] = (
    room,
    roles,
    netmap,
    contacts,
    notes,
    custom,
    terms,
    doubles,
    checklists,
    monday,
    imports,
    exports,
    segments,
    districts,
    figures,
    bulk,
    invitations,
    consents,
    privacy,
    yearly,
    challenges,
    weights,
    api,
    suggestions,
)
