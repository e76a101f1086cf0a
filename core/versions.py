"""One small number per subject, raised in the transaction that changes it: caches and ETags compare it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from flask import current_app, g
from sqlalchemy import Integer, String, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from core import clock
from core.db import after_commit, at_once, before_commit, db, pending
from core.rows import Base

Value = TypeVar("Value")

RESTORED = "restored"
"""When a backup came back last: numbers start again from there, and old ETags must not match."""


class Version(Base):
    """How often a subject has changed."""

    __tablename__ = "version"

    subject: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, nullable=False)


ALL = select(Version.__table__.c.subject, Version.__table__.c.number)
"""Every page begins with it: made once, and of plain columns, which cost a third of mapped ones."""


def of(subject: str) -> int:
    """Return a subject's number; all numbers are read once a request."""
    if "versions" not in g:
        g.versions = dict(at_once(ALL))
    return int(g.versions.get(subject, 0))


def up(subject: str) -> None:
    """Raise a subject's number with the present transaction, as the last thing it does."""
    before_commit(f"version.{subject}", partial(_raise, subject))
    after_commit(lambda: g.pop("versions", None))


def turn(subject: str) -> None:
    """Like up(), and let one change of the subject wait for the other before anything is read (a row's lock)."""
    _raise(f"turn.{subject}")
    up(subject)


def _raise(subject: str) -> None:
    raised = update(Version).where(Version.subject == subject).values(number=Version.number + 1)
    if db.session.execute(raised).rowcount:  # type: ignore[attr-defined]  # an UPDATE's result counts rows
        return
    try:
        with db.session.begin_nested():
            db.session.add(Version(subject=subject, number=1))
    except IntegrityError:
        db.session.execute(raised)


def restored(moment: int) -> None:
    """Note in the present transaction that the numbers come from a backup put back at a moment (seconds since 1970)."""
    g.pop("versions", None)
    row = db.session.get(Version, RESTORED) or Version(subject=RESTORED)
    row.number = moment
    db.session.add(row)


def of_rooms() -> tuple[str, ...]:
    """Return the subjects that the rooms raise, their own names and others: for pages that show something of every room."""
    return tuple(name for room in current_app.extensions["rooms"] for name in (room.name, *room.raises))


def cached(subject: str | tuple[str, ...], make: Callable[[], Value], *, settled: bool = False) -> Value:
    """Return make()'s value as long as the numbers of its subjects and the day stand; values are shared by all threads.

    `settled`: its rows are never changed before up() was called, so what a writing request reads is kept for others too.
    """
    subjects = (subject,) if isinstance(subject, str) else subject
    if any(pending(f"version.{one}") for one in subjects):
        return make()  # this transaction has changed it: what others keep is old, what is made here is not stored yet
    number = (*map(of, subjects), clock.today())
    shelf, place = current_app.extensions["shelf"], (subject, make.__module__, make.__qualname__)
    kept = shelf.get(place)
    if kept and kept[0] == number:
        return kept[1]  # type: ignore[no-any-return]  # the shelf holds what make() gave
    value = make()
    if settled or not g.get("writes"):  # what is not stored yet must not be kept for others
        shelf[place] = (number, value)
    return value
