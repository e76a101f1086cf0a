"""Failed log-ins: held up per log-in name (known or not, alike) and per source; each try counts before it is judged."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from core import clock, limits
from core.accounts import sealing, security_log
from core.accounts.models import LoginTry
from core.config import settings
from core.db import db
from core.errors import TooMany

PURPOSE: Final = "log-in"
WINDOW: Final = timedelta(minutes=1)
FREE: Final = 5
FIRST: Final = timedelta(minutes=1)
LONGEST: Final = timedelta(minutes=30)
FORGOTTEN: Final = timedelta(days=1)


def _row(email: str) -> LoginTry:
    """Return the name's row, locked until the transaction ends; made when it is the first try."""
    name = sealing.keyed("log-in name", email)
    wanted = select(LoginTry).where(LoginTry.name_hash == name).with_for_update()
    row = db.session.execute(wanted).scalar_one_or_none()
    if row is not None:
        return row
    try:
        with db.session.begin_nested():
            row = LoginTry(name_hash=name, failures=0, last_at=clock.now())
            db.session.add(row)
    except IntegrityError:
        return _row(email)  # another try of the same name was a moment earlier
    return row


def pause(failures: int) -> timedelta:
    """Return how long a name waits after so many failures: nothing at first, then doubling up to half an hour."""
    return timedelta() if failures < FREE else min(FIRST * 2 ** min(failures - FREE, 10), LONGEST)


def begin(email: str) -> None:
    """Count one try in the present transaction before its password is looked at; TooMany while held up."""
    now = clock.now()
    if limits.count(PURPOSE, limits.source(), WINDOW) >= settings().wrong_codes_per_minute:
        security_log.say("log-in not tried", reason="source held up")
        raise TooMany(
            "Das waren zu viele Versuche. Bitte warten Sie eine Minute und melden Sie sich dann noch einmal an."
        )
    row = _row(email)
    if row.locked_until and row.locked_until > now:
        security_log.say("log-in not tried", reason="name held up")
        minutes = -(-(row.locked_until - now) // timedelta(minutes=1))
        wait = "eine Minute" if minutes == 1 else f"{minutes} Minuten"
        raise TooMany(f"Das waren zu viele Versuche. Bitte warten Sie {wait} und melden Sie sich dann noch einmal an.")
    row.failures = row.failures + 1 if row.last_at > now - FORGOTTEN else 1
    row.last_at = now
    row.locked_until = now + pause(row.failures) if row.failures >= FREE else None


def failed(email: str) -> bool:
    """Count a failure against the source too; True when this one made the name wait for the first time."""
    limits.hit(PURPOSE, limits.source(), settings().wrong_codes_per_minute, WINDOW)
    return _row(email).failures == FREE


def clear(email: str) -> None:
    """Forget a name's failures after it got in."""
    db.session.execute(delete(LoginTry).where(LoginTry.name_hash == sealing.keyed("log-in name", email)))


def purge() -> int:
    """Delete failures nobody needs to remember; return how many."""
    gone = db.session.execute(delete(LoginTry).where(LoginTry.last_at < clock.now() - FORGOTTEN))
    return int(gone.rowcount)  # type: ignore[attr-defined]  # a DELETE counts rows
