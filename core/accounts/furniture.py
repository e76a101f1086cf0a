"""What the accounts hand to the floor: doors, jobs, commands, entrances of the menu."""

from __future__ import annotations

from datetime import timedelta

from core.accounts import entering, invitation, own, rehearsal, sessions, staff, tries
from core.accounts.commands import commands
from core.rights import Right
from core.room import Entrance, Job

DOORS = (entering.door, own.door, invitation.door, staff.door)
JOBS = (
    Job("sessions.purge", timedelta(hours=1), sessions.purge),
    Job("log-in tries.purge", timedelta(hours=6), tries.purge),
)
ENTRANCES = (
    Entrance("Mein Konto", "account.show", Right.ENTER, 95),
    Entrance("Konten", "staff.index", Right.ACCOUNTS_MANAGE, 85),
)
install = rehearsal.install

__all__ = ["DOORS", "ENTRANCES", "JOBS", "commands", "install"]
