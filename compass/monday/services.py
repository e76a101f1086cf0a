"""The Monday letter is wanted or not; once a week, on Monday from an hour the office sets, it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from compass.monday import queries
from compass.monday.models import MondayRound, MondayWish
from compass.weekly import SECTION_WORDS, SLOT, Line, Section
from core import clock, links, mail, slots, texts
from core.accounts.models import Account
from core.config import settings
from core.db import db
from core.things import Thing

EVERY: Final = timedelta(minutes=15)
STOP: Final = "monday.stop"
STOP_WITHIN: Final = timedelta(days=90)
LAST_HOUR: Final = 23
WEEK: Final = timedelta(days=7)


def want(account_id: int) -> None:
    """Switch the letter on; twice is once."""
    if not queries.wants(account_id):
        try:
            with db.session.begin_nested():
                db.session.add(MondayWish(account_id=account_id, since_at=clock.now()))
        except IntegrityError:
            return


def stop(account_id: int) -> None:
    """Switch the letter off; links of earlier letters stay good, so that a second click finds a page."""
    db.session.execute(delete(MondayWish).where(MondayWish.account_id == account_id))


def hour() -> int:
    """Return from which hour on Monday letters are written, at most 23."""
    return min(int(texts.text("monday.hour")), LAST_HOUR)


def due() -> date | None:
    """Return the Monday whose letters are due: today, from the hour on; None on every other day."""
    now = clock.local(clock.now())
    return now.date() if now.weekday() == 0 and now.hour >= hour() else None


def write() -> int:
    """Write the letters that are due, once a week; return how many were promised."""
    monday = due()
    if monday is None or queries.written(monday.isoformat()):
        return 0
    number = sum(_letter(account, monday) for account in queries.recipients())
    db.session.add(MondayRound(monday_on=monday.isoformat(), written_at=clock.now(), letters=number))
    return number


def _letter(account: Account, monday: date) -> bool:
    """Promise the letter of one account; False when there is nothing to say."""
    found: list[Line] = slots.parts(SLOT, account_id=account.id, role=account.role, since=monday - WEEK)
    if not found:
        return False
    stop = mail.address("compass_monday_stop.stand", token=_stop_token(account.id))
    mail.send(
        "compass-monday",
        account.email,
        headers=mail.one_click(stop),
        parts=_sorted(found),
        number=sum(line.section is Section.DUE for line in found),
        stop=stop,
    )
    return True


def _sorted(found: Sequence[Line]) -> Mapping[str, list[tuple[str, str]]]:
    """Return words and full addresses by heading, in the letter's order."""
    base = settings().base_url.rstrip("/")
    sections = {one: [(line.words, base + line.path) for line in found if line.section is one] for one in Section}
    return {SECTION_WORDS[one]: lines for one, lines in sections.items() if lines}


def _stop_token(account_id: int) -> str:
    return links.issue(STOP, Thing("account", account_id), lifetime=STOP_WITHIN, uses=None)
