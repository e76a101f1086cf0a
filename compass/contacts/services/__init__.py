"""Every change of the contact log and of follow-ups; the journal holds no word of them."""

from __future__ import annotations

from compass.contacts.services.calendars import begin_feed, end_feed, feed_token
from compass.contacts.services.followups import Plan, change_plan, done, follow, postpone, reopen
from compass.contacts.services.log import (
    Draft,
    bring,
    change,
    forget,
    link,
    noted,
    purge,
    remove,
    take_out,
    unlink,
    write,
)

__all__ = [
    "Draft",
    "Plan",
    "begin_feed",
    "bring",
    "change",
    "change_plan",
    "done",
    "end_feed",
    "feed_token",
    "follow",
    "forget",
    "link",
    "noted",
    "postpone",
    "purge",
    "remove",
    "reopen",
    "take_out",
    "unlink",
    "write",
]
