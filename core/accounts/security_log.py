"""What the operator's log says about log-ins: moment in UTC, event, account number; no names, no addresses, no secrets."""

from __future__ import annotations

import logging

from core import clock

log = logging.getLogger("stadtkompass.security")


def say(event: str, account: int | None = None, **facts: str | int) -> None:
    """Write one line: `2026-01-05T08:00:00Z log-in refused account=3 reason=code`; values are ours, never typed ones."""
    words = "".join(f" {name}={value}" for name, value in facts.items())
    log.info("%s %s account=%s%s", clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"), event, account or "unknown", words)
