"""Every read of accounts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from core import clock
from core.accounts.models import Account, LoginSession, RecoveryCode
from core.db import db
from core.errors import NotThere
from core.rows import fold


def one(number: int) -> Account:
    """Return one account; NotThere when it does not exist."""
    account = db.session.get(Account, number)
    if account is None:
        raise NotThere
    return account


def by_email(email: str) -> Account | None:
    """Return the account of an address."""
    return db.session.scalars(select(Account).where(Account.email == email)).one_or_none()


def everybody() -> list[Account]:
    """Return all accounts by name; a city's office has few."""
    return sorted(db.session.scalars(select(Account).limit(1000)), key=lambda account: (fold(account.name), account.id))


def last_seen() -> dict[int, datetime]:
    """Return when each account with an open log-in was last seen."""
    seen = select(LoginSession.account_id, func.max(LoginSession.last_seen_at)).where(
        LoginSession.ends_at > clock.now()
    )
    return dict(db.session.execute(seen.group_by(LoginSession.account_id)).all())


def codes_left(number: int) -> int:
    """Return how many recovery codes an account has left."""
    left = (
        select(func.count())
        .select_from(RecoveryCode)
        .where(RecoveryCode.account_id == number, RecoveryCode.used_at.is_(None))
    )
    return db.session.scalar(left) or 0
