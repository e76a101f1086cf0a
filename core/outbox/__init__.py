"""Letters and index changes promised in the same transaction as the change, delivered after it, at least once.

A row's life: promised (next_at in the past), leased (next_at a minute ahead, tries raised), then done (payload emptied)
or put back with a longer wait each time. After a week, or when trying again is no use, it is stuck (next_at = NEVER)
until somebody says `python run.py outbox retry`. Decisions and figures: docs/decisions/0003-outbox.md.
"""

from core.outbox.delivery import Batch, NotNow, Outcome, Parcel, Undeliverable, deliver_due, describe
from core.outbox.rows import NEVER, Promise, Status, free_leases, promise, purge, retry, status, stuck_rows, withdraw

__all__ = [
    "NEVER",
    "Batch",
    "NotNow",
    "Outcome",
    "Parcel",
    "Promise",
    "Status",
    "Undeliverable",
    "deliver_due",
    "describe",
    "free_leases",
    "promise",
    "purge",
    "retry",
    "status",
    "stuck_rows",
    "withdraw",
]
