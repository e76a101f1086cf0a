"""A filter is kept, renamed, shared and dropped by the person it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from core import clock
from core.db import db, stale
from core.errors import Refused
from ideas import codes
from ideas.filters import queries
from ideas.filters.models import SavedFilter, Shelf

TAKEN = "Einen Filter mit diesem Namen haben Sie schon. Bitte nehmen Sie einen anderen Namen."


def keep(
    account: int, shelf: Shelf, name: str, pairs: Sequence[tuple[str, str]], *, for_all: bool, nonce: str
) -> SavedFilter:
    """Keep names and values of a list's address under a name, once per opened form; Refused without any or too many."""
    if not pairs:
        raise Refused("Es ist kein Filter gesetzt. Wählen Sie zuerst einen Filter, dann können Sie ihn speichern.")
    hashed = codes.nonce_hash(nonce)
    present = db.session.scalars(select(SavedFilter).where(SavedFilter.nonce_hash == hashed)).one_or_none()
    if present is not None:
        return present
    mine = select(func.count()).select_from(SavedFilter).where(SavedFilter.account_id == account)
    if (db.session.scalar(mine) or 0) >= queries.MOST:
        raise Refused(f"Sie haben schon {queries.MOST} Filter. Bitte löschen Sie zuerst einen.")
    made = SavedFilter(account_id=account, shelf=shelf, name=name, key=name.casefold(), for_all=for_all)
    made.pairs, made.made_at, made.nonce_hash = [list(pair) for pair in pairs], clock.now(), hashed
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        present = db.session.scalars(select(SavedFilter).where(SavedFilter.nonce_hash == hashed)).one_or_none()
        if present is None:
            raise Refused(TAKEN) from None
        return present
    return made


def rename(number: int, account: int, name: str, *, for_all: bool, version: int | None) -> None:
    """Give one's own filter another name, and say for whom it stands there."""
    found = queries.one(number, account)
    if found.version != version:
        raise stale()
    try:
        with db.session.begin_nested():
            found.name, found.key, found.for_all = name, name.casefold(), for_all
    except IntegrityError:
        raise Refused(TAKEN) from None


def drop(number: int, account: int) -> None:
    """Delete one's own filter."""
    db.session.delete(queries.one(number, account))
