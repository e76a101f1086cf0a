"""Every read of saved filters."""

from __future__ import annotations

from sqlalchemy import or_, select

from core.db import db
from core.errors import NotThere
from ideas.filters.models import SavedFilter, Shelf

MOST = 50
"""Filters of one person, and of a list above it."""


def shown(account: int, shelf: Shelf) -> list[SavedFilter]:
    """Return the filters that stand above a list for one person: their own, then those for all, each by name."""
    wanted = select(SavedFilter).where(SavedFilter.shelf == shelf)
    wanted = wanted.where(or_(SavedFilter.account_id == account, SavedFilter.for_all))
    order = (SavedFilter.account_id != account, SavedFilter.key, SavedFilter.id)
    return list(db.session.scalars(wanted.order_by(*order).limit(MOST)))


def own(account: int) -> list[SavedFilter]:
    """Return everything that a person has kept, by list and name."""
    wanted = select(SavedFilter).where(SavedFilter.account_id == account)
    return list(db.session.scalars(wanted.order_by(SavedFilter.shelf, SavedFilter.key).limit(MOST)))


def one(number: int, account: int) -> SavedFilter:
    """Return one's own filter, held; NotThere for another person's."""
    wanted = select(SavedFilter).where(SavedFilter.id == number, SavedFilter.account_id == account).with_for_update()
    found = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotThere
    return found
