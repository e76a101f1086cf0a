"""Every read of sorting: whom an idea may be given to."""

from __future__ import annotations

from core.accounts import queries as accounts
from core.accounts.models import Account
from core.rights import Right, allows


def colleagues(also: int | None = None) -> list[Account]:
    """Return who may take care of ideas, by name: open accounts with the right to decide about them, and account `also`."""
    return [one for one in accounts.everybody() if one.id == also or _may(one)]


def _may(account: Account) -> bool:
    return account.active and allows(account.role, Right.IDEAS_MODERATE)
