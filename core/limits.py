"""How often one source may try: counted in a table, by keyed hashes that nobody can turn back after a day."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from datetime import datetime, timedelta

from flask import request
from sqlalchemy import Index, Integer, LargeBinary, String, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from core import clock
from core.db import db
from core.rows import Base, Key, Moment, Word


class Salt(Base):
    """A day's random salt; once it is deleted, no hash of that day can be linked to an address."""

    __tablename__ = "limit_salt"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))


class Try(Base):
    """How often a hashed source did something within one window; deleted soon after the window."""

    __tablename__ = "limit_try"
    __table_args__ = (Index(None, "purpose", "source", "window", unique=True),)

    id: Mapped[Key]
    purpose: Mapped[Word]
    source: Mapped[str] = mapped_column(String(64))
    window: Mapped[int] = mapped_column(Integer)
    number: Mapped[int] = mapped_column(Integer)
    ends_at: Mapped[Moment] = mapped_column(index=True)


def _salt() -> bytes:
    """Return today's salt, made when first needed."""
    day = clock.today().isoformat()
    kept = db.session.get(Salt, day)
    if kept is None:
        try:
            with db.session.begin_nested():
                kept = Salt(day=day, salt=secrets.token_bytes(32))
                db.session.add(kept)
        except IntegrityError:
            kept = db.session.get_one(Salt, day)
    return kept.salt


def keyed(text: str) -> str:
    """Return the day's keyed hash of a text (an address of the network or of a person)."""
    return hmac.new(_salt(), text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def source() -> str:
    """Return the hashed network address of this request."""
    return keyed(network())


def network() -> str:
    """Return from where this request comes: the address, of IPv6 its /64, in which one household moves as it likes."""
    given = request.remote_addr or ""
    try:
        known = ipaddress.ip_address(given)
    except ValueError:
        return given
    if known.version == 4:  # noqa: PLR2004 - of the internet protocol
        return given
    inner = known.ipv4_mapped
    return str(inner or ipaddress.ip_network((int(known) >> 64 << 64, 64)))


def _window(window: timedelta) -> tuple[int, datetime]:
    """Return the present window's number and its end."""
    seconds = int(window.total_seconds())
    number = int(clock.now().timestamp()) // seconds
    return number, clock.now() + timedelta(seconds=seconds)


def hit(purpose: str, who: str, limit: int, window: timedelta) -> bool:
    """Count one try in the present write transaction; True while `who` is within `limit` tries a window."""
    number, ends_at = _window(window)
    same = (Try.purpose == purpose, Try.source == who, Try.window == number)
    raised = update(Try).where(*same).values(number=Try.number + 1)
    if not db.session.execute(raised).rowcount:  # type: ignore[attr-defined]  # an UPDATE's result counts rows
        try:
            with db.session.begin_nested():
                db.session.add(Try(purpose=purpose, source=who, window=number, number=1, ends_at=ends_at))
        except IntegrityError:
            db.session.execute(raised)
    return count(purpose, who, window) <= limit


def count(purpose: str, who: str, window: timedelta) -> int:
    """Return how often `who` tried in the present window, without counting this time."""
    number, _ = _window(window)
    tried = select(Try.number).where(Try.purpose == purpose, Try.source == who, Try.window == number)
    return db.session.execute(tried).scalar_one_or_none() or 0


def known_count(purpose: str, window: timedelta) -> int:
    """Return how often this request's source tried in the present window; reads only, so it may stand before a transaction."""
    kept = db.session.get(Salt, clock.today().isoformat())
    if kept is None:
        return 0
    who = hmac.new(kept.salt, network().encode("utf-8", "replace"), hashlib.sha256).hexdigest()
    return count(purpose, who, window)


def purge() -> int:
    """Delete counts whose window is over, and all salts but today's and yesterday's; return how many rows went."""
    old = (clock.today() - timedelta(days=1)).isoformat()
    gone = db.session.execute(delete(Try).where(Try.ends_at < clock.now()))
    salts = db.session.execute(delete(Salt).where(Salt.day < old))
    return int(gone.rowcount) + int(salts.rowcount)  # type: ignore[attr-defined]  # DELETE counts rows
