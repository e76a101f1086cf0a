"""Reads of the Monday letter: who wants it."""

from __future__ import annotations

from sqlalchemy import select

from compass.monday.models import MondayRound, MondayWish
from core.accounts.models import Account
from core.db import db


def wants(account_id: int) -> bool:
    """Tell whether an account wants the letter."""
    return db.session.get(MondayWish, account_id) is not None


def recipients() -> list[Account]:
    """Return the open accounts that want the letter, in their order; a city's office has few."""
    wanted = select(Account).join(MondayWish, MondayWish.account_id == Account.id)
    wanted = wanted.where(Account.joined_at.is_not(None), Account.disabled_at.is_(None))
    return list(db.session.scalars(wanted.order_by(Account.id).limit(1000)))


def written(monday_on: str) -> bool:
    """Tell whether the letters of a week (ISO day of its Monday) are written."""
    return db.session.get(MondayRound, monday_on) is not None
