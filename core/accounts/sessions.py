"""Log-ins: opened once somebody has proved who they are, kept in a table, ended there. The cookie holds only a token.

How people prove who they are is none of this module's business (core.accounts.proof does it with password and code):
a single sign-on by OIDC will end in the same call, `open_for(account_id)`.
"""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from typing import Any, Final

from flask import request
from sqlalchemy import CursorResult, delete, select, update
from werkzeug.wrappers import Response

from core import clock
from core.accounts import security_log
from core.accounts.models import Account, LoginSession
from core.config import settings
from core.db import after_answer, db
from core.errors import NotThere
from core.links import digest

NAME: Final = "stadtkompass"
TOUCH: Final = timedelta(minutes=1)
BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def cookie_name() -> str:
    """Return the cookie's name: with the __Host- prefix wherever people reach us over https."""
    return f"__Host-{NAME}" if settings().secure else NAME


def browser_in_words(agent: str) -> str:
    """Say in two words what a user agent is, enough to know one's own again."""
    browser = next((word for sign, word in BROWSERS if sign in agent), "Browser")
    system = next((word for sign, word in SYSTEMS if re.search(sign, agent)), "unbekanntes Gerät")
    return f"{browser}, {system}"


def open_for(account_id: int) -> str:
    """Open a log-in for an account that may enter and return its token, which exists nowhere else.

    The log-in this browser had before ends: its old token must not stay good for somebody who copied it.
    """
    account = db.session.get(Account, account_id)
    if account is None or not account.active:
        raise NotThere
    _end_present()
    now, token = clock.now(), secrets.token_urlsafe(32)
    ends_at = now + timedelta(hours=settings().session_hours)
    browser = browser_in_words(request.user_agent.string)
    fresh = LoginSession(
        account_id=account.id,
        token_hash=digest(token),
        created_at=now,
        last_seen_at=now,
        ends_at=ends_at,
        browser=browser,
    )
    db.session.add(fresh)
    return token


def _end_present() -> None:
    """End the log-in that this request's cookie names, if any."""
    token = request.cookies.get(cookie_name(), "")
    if token:
        db.session.execute(delete(LoginSession).where(LoginSession.token_hash == digest(token)))


def let_in(answer: Response, token: str) -> Response:
    """Put a log-in's token into the answer's one strictly necessary cookie."""
    answer.set_cookie(cookie_name(), token, path="/", secure=settings().secure, httponly=True, samesite="Lax")
    return answer


def let_out(answer: Response) -> Response:
    """Take the cookie away again; the log-in itself ends in the table."""
    answer.delete_cookie(cookie_name(), path="/", secure=settings().secure, httponly=True, samesite="Lax")
    return answer


def _alive() -> tuple[Any, ...]:
    """Return the conditions under which a log-in still counts."""
    now = clock.now()
    return LoginSession.ends_at > now, LoginSession.last_seen_at > now - timedelta(minutes=settings().idle_minutes)


def of_request() -> tuple[LoginSession, Account] | None:
    """Return the live log-in this request's cookie names; notes that it was seen, at most once a minute."""
    token = request.cookies.get(cookie_name(), "")
    if not token:
        return None
    found = select(LoginSession, Account).join(Account, Account.id == LoginSession.account_id)
    row = db.session.execute(found.where(LoginSession.token_hash == digest(token), *_alive())).one_or_none()
    if row is None or not row[1].active:
        return None
    session, account = row
    if session.last_seen_at <= clock.now() - TOUCH:
        number = session.id
        after_answer(lambda: _touch(number))
    return session, account


def _touch(number: int) -> None:
    """Store that a log-in was used just now."""
    db.session.execute(update(LoginSession).where(LoginSession.id == number).values(last_seen_at=clock.now()))


def open_ones(account_id: int) -> list[LoginSession]:
    """Return an account's live log-ins, newest first."""
    wanted = select(LoginSession).where(LoginSession.account_id == account_id, *_alive())
    return list(db.session.scalars(wanted.order_by(LoginSession.created_at.desc(), LoginSession.id.desc()).limit(100)))


def end(number: int, account_id: int) -> None:
    """End one log-in of an account; NotThere when it is not theirs."""
    mine = delete(LoginSession).where(LoginSession.id == number, LoginSession.account_id == account_id)
    if not _count(db.session.execute(mine)):
        raise NotThere
    security_log.say("log-in ended", account_id)


def end_all(account_id: int) -> int:
    """End all log-ins of an account; return how many there were."""
    number = _count(db.session.execute(delete(LoginSession).where(LoginSession.account_id == account_id)))
    security_log.say("all log-ins ended", account_id, number=number)
    return number


def purge() -> int:
    """Delete log-ins that are over; return how many."""
    idle = clock.now() - timedelta(minutes=settings().idle_minutes)
    over = delete(LoginSession).where((LoginSession.ends_at <= clock.now()) | (LoginSession.last_seen_at <= idle))
    return _count(db.session.execute(over))


def _count(result: object) -> int:
    """Return how many rows a DELETE took."""
    assert isinstance(result, CursorResult)  # noqa: S101 - tells mypy what a DELETE gives
    return int(result.rowcount)
