"""Promises and their table: written with the change that makes them necessary, read by the delivery."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from flask import current_app
from sqlalchemy import JSON, Index, Text, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from core import clock
from core.db import after_commit, db, writing
from core.rows import Base, Key, Moment, Word

LEASE: Final = timedelta(seconds=60)
KEEP_DONE: Final = timedelta(days=7)
KEEP_STUCK: Final = timedelta(days=90)
NEVER: Final = datetime(9999, 1, 1, tzinfo=UTC)


class Promise(Base):
    """Something to deliver after the commit; the payload is emptied once it is done."""

    __tablename__ = "outbox"
    __table_args__ = (Index(None, "done_at", "next_at"),)

    id: Mapped[Key]
    kind: Mapped[Word]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    promised_at: Mapped[Moment]
    next_at: Mapped[Moment]
    tries: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[Moment | None]
    fault: Mapped[str] = mapped_column(Text, default="")


@dataclass(frozen=True)
class Status:
    """What waits: rows not done, seconds since the oldest that is due was promised, rows that need a person."""

    waiting: int
    oldest: float
    stuck: int


def promise(kind: str, payload: dict[str, Any], *, not_before: datetime | None = None) -> Promise:
    """Promise a delivery in the present transaction, at once or from a moment on; the worker is woken after the commit."""
    now = clock.now()
    row = Promise(kind=kind, payload=payload, promised_at=now, next_at=max(now, not_before or now))
    db.session.add(row)
    after_commit(current_app.extensions["wake"].set)
    return row


def free_leases() -> int:
    """Make rows due that a crash left leased; only for a single worker, at its start. Return how many."""
    begun = (Promise.done_at.is_(None), Promise.tries > 0)
    soon = (Promise.next_at > clock.now(), Promise.next_at <= clock.now() + LEASE)
    with writing():
        return _count(update(Promise).where(*begun, *soon).values(next_at=clock.now()))


def retry() -> int:
    """Make every row due now that failed or is stuck, as if it were new; return how many. What has its time yet keeps it."""
    with writing():
        failed = (Promise.done_at.is_(None), Promise.tries > 0)
        freed = update(Promise).where(*failed, Promise.next_at > clock.now() + LEASE)
        return _count(freed.values(next_at=clock.now(), promised_at=clock.now(), tries=0))


def status(kind: str | None = None) -> Status:
    """Return what waits and what is stuck, of one kind or of all."""
    stuck = Promise.next_at >= NEVER
    waits = (Promise.done_at.is_(None), *((Promise.kind == kind,) if kind else ()))
    due = or_(Promise.tries > 0, Promise.next_at <= clock.now())
    counts = select(func.count(), func.min(Promise.promised_at).filter(due), func.count().filter(stuck)).where(*waits)
    waiting, oldest, hopeless = db.session.execute(counts).one()
    return Status(waiting, (clock.now() - oldest).total_seconds() if oldest else 0.0, hopeless)


def withdraw(ids: Collection[int]) -> int:
    """Take back promises whose delivery has not begun; return how many went."""
    untouched = (Promise.id.in_(ids), Promise.done_at.is_(None), Promise.tries == 0)
    return _count(delete(Promise).where(*untouched)) if ids else 0


def stuck_rows(limit: int = 50) -> list[Promise]:
    """Return the newest rows that need a person."""
    wanted = select(Promise).where(Promise.done_at.is_(None), Promise.next_at >= NEVER)
    return list(db.session.scalars(wanted.order_by(Promise.id.desc()).limit(limit)))


def purge() -> int:
    """Delete rows done a week ago and rows stuck for 90 days (they hold addresses); return how many."""
    done = Promise.done_at < clock.now() - KEEP_DONE
    hopeless = (Promise.next_at >= NEVER) & (Promise.promised_at < clock.now() - KEEP_STUCK)
    return _count(delete(Promise).where(or_(done, Promise.done_at.is_(None) & hopeless)))


def _count(statement: Any) -> int:  # noqa: ANN401 - an UPDATE or a DELETE
    """Run a change and return how many rows it met."""
    return int(db.session.execute(statement).rowcount)  # type: ignore[attr-defined]  # a change's result counts rows
