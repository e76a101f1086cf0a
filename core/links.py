"""Capability links: whoever holds the address may do one thing. Only the token's hash is stored; a GET never spends one."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from flask import current_app
from sqlalchemy import Index, Row, Select, String, bindparam, delete, select, tuple_, update
from sqlalchemy.orm import Mapped, mapped_column

from core import clock
from core.db import db
from core.errors import NotThere
from core.rows import Base, Key, Moment, Word
from core.things import Thing

LATELY: Final = 10.0
"""Seconds for which a process remembers that a link is alive, where that is enough."""
REMEMBERED: Final = 5000
UNSYNCED: Final = {"synchronize_session": False}


class Link(Base):
    """A capability: purpose, subject, hash of a 256-bit token, expiry, uses left (None: until it expires)."""

    __tablename__ = "link"
    __table_args__ = (Index(None, "purpose", "kind", "subject"),)

    id: Mapped[Key]
    purpose: Mapped[Word]
    kind: Mapped[Word]
    subject: Mapped[int]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[Moment] = mapped_column(index=True)
    uses_left: Mapped[int | None]

    @property
    def thing(self) -> Thing:
        """What the link is about."""
        return Thing(self.kind, self.subject)


def digest(token: str) -> str:
    """Return what is stored of a token: SHA-256 is enough for 256 random bits."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def issue(purpose: str, thing: Thing, *, lifetime: timedelta, uses: int | None = 1, token: str | None = None) -> str:
    """Make a link and return its token, which exists nowhere else, unless the caller can compute it again."""
    token = token or secrets.token_urlsafe(32)
    link = Link(
        purpose=purpose,
        kind=thing.kind,
        subject=thing.id,
        token_hash=digest(token),
        expires_at=clock.now() + lifetime,
        uses_left=uses,
    )
    db.session.add(link)
    return token


def peek(purpose: str, token: str) -> Link | None:
    """Return the live link behind a token without spending it."""
    found = select(Link).where(Link.token_hash == digest(token), Link.purpose == purpose)
    link = db.session.execute(found).scalar_one_or_none()
    return link if link and link.expires_at > clock.now() and link.uses_left != 0 else None


def _alive() -> Select[Any]:
    """Return the statement of alive(): made once, and of plain columns, since a hall of phones asks it again and again."""
    link = Link.__table__.c
    wanted = select(link.kind, link.subject, link.expires_at, link.uses_left)
    return wanted.where(link.token_hash == bindparam("hashed"), link.purpose == bindparam("purpose"))


ALIVE = _alive()


def alive(purpose: str, token: str) -> Thing | None:
    """Return what the live link behind a token is about; like peek(), for what every request asks."""
    row = _live(purpose, token)
    return Thing(row.kind, row.subject) if row else None


def _live(purpose: str, token: str) -> Row[Any] | None:
    """Return the row of a live link as plain columns."""
    asked = {"hashed": digest(token), "purpose": purpose}
    row = db.session.connection().execute(ALIVE, asked).one_or_none()
    return row if row and row.expires_at > clock.now() and row.uses_left != 0 else None


def lately(purpose: str, token: str) -> Thing | None:
    """Return what alive() does, remembered by this process for ten seconds, but never beyond the link's own end."""
    kept: dict[str, tuple[float, datetime, Thing]] = current_app.extensions["shelf"].setdefault("links.lately", {})
    place, moment = f"{purpose} {digest(token)}", time.monotonic()
    found = kept.get(place)
    if found and found[0] > moment and found[1] > clock.now():
        return found[2]
    row = _live(purpose, token)
    if row is None:
        return None
    if len(kept) >= REMEMBERED:
        kept.clear()
    kept[place] = (moment + LATELY, row.expires_at, Thing(row.kind, row.subject))
    return kept[place][2]


def spend(purpose: str, token: str) -> Thing:
    """Use a link up by one and return its subject; NotThere when it is unknown, expired or used up."""
    found = select(Link).where(Link.token_hash == digest(token), Link.purpose == purpose).with_for_update()
    link = db.session.execute(found.execution_options(populate_existing=True)).scalar_one_or_none()
    if link is None or link.expires_at <= clock.now() or link.uses_left == 0:
        raise NotThere
    if link.uses_left is not None:
        link.uses_left -= 1
    return link.thing


def outstanding(purpose: str, thing: Thing) -> bool:
    """Tell whether a link of a purpose to a thing was ever issued and is still kept."""
    issued = select(Link.id).where(Link.purpose == purpose, Link.kind == thing.kind, Link.subject == thing.id)
    return db.session.scalars(issued.limit(1)).first() is not None


def prolong(purpose: str, things: Iterable[Thing], lifetime: timedelta) -> set[Thing]:
    """Let the links of a purpose to things live from now on; return the things that have one."""
    wanted = sorted({(thing.kind, thing.id) for thing in things})
    same = (Link.purpose == purpose, tuple_(Link.kind, Link.subject).in_(wanted))
    later = clock.now() + lifetime
    db.session.execute(update(Link).where(*same).values(expires_at=later), execution_options=UNSYNCED)
    return {Thing(kind, number) for kind, number in db.session.execute(select(Link.kind, Link.subject).where(*same))}


def revoke(purpose: str, thing: Thing) -> None:
    """End all links of a purpose to a thing."""
    db.session.execute(delete(Link).where(Link.purpose == purpose, Link.kind == thing.kind, Link.subject == thing.id))


def forget(thing: Thing) -> None:
    """End all links to a thing that is gone, whatever they were for: a number may be given out again."""
    db.session.execute(delete(Link).where(Link.kind == thing.kind, Link.subject == thing.id))


def purge() -> int:
    """Delete links that ended more than a week ago; return how many."""
    gone = delete(Link).where(Link.expires_at < clock.now() - timedelta(days=7))
    return int(db.session.execute(gone).rowcount)  # type: ignore[attr-defined]  # a DELETE's result counts rows
