"""The last few actors each account opened: kept with the account, gone with the actor."""

from __future__ import annotations

from flask import current_app
from sqlalchemy import delete, select, update

from compass import queries
from compass.models import Actor, Seen
from core import clock
from core.db import after_answer, db


def of(account_id: int) -> list[tuple[int, str, str]]:
    """Return (id, name, sector) of what this account opened last, newest first."""
    return queries.recent(account_id)


def note(account_id: int, number: int) -> None:
    """Remember after the answer that an account opened an actor; the oldest beyond the few is forgotten."""
    if _last().get(account_id) != number:
        after_answer(lambda: _write(account_id, number))


def _last() -> dict[int, int]:
    shelf: dict[str, dict[int, int]] = current_app.extensions["shelf"]
    return shelf.setdefault("compass.recent", {})


def _write(account_id: int, number: int) -> None:
    _last()[account_id] = number
    mine = Seen.account_id == account_id
    again = update(Seen).where(mine, Seen.actor_id == number).values(seen_at=clock.now())
    if not db.session.execute(again).rowcount:  # type: ignore[attr-defined]  # an UPDATE's result counts rows
        if db.session.get(Actor, number) is None:
            return
        db.session.add(Seen(account_id=account_id, actor_id=number, seen_at=clock.now()))
        db.session.flush()
        newest = select(Seen.actor_id).where(mine).order_by(Seen.seen_at.desc(), Seen.actor_id)
        kept = list(db.session.scalars(newest.limit(queries.RECENT)))
        db.session.execute(delete(Seen).where(mine, Seen.actor_id.not_in(kept)))
