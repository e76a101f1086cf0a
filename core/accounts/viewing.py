"""Who is looking: the log-in of this request, loaded once, through Flask-Login."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Flask, Request, abort, g
from flask_login import LoginManager, current_user
from sqlalchemy import select

from core.accounts import sessions
from core.accounts.models import Account
from core.db import db
from core.journal import Who
from core.rights import Role


@dataclass(frozen=True)
class Viewer:
    """A logged-in person of the office; plain values, so that no page can change the account by accident."""

    id: int
    name: str
    email: str
    role: Role
    session: int
    has_password: bool
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """Return nothing that could be kept in a cookie: log-ins live in their table."""
        return ""

    @property
    def who(self) -> Who:
        """Return how the journal names this person."""
        return Who("office", self.id)


def _load(_request: Request) -> Viewer | None:
    """Load the log-in that the request's cookie names."""
    found = sessions.of_request()
    if found is None:
        return None
    session, account = found
    g.login_binding = session.token_hash[:32]
    return Viewer(account.id, account.name, account.email, account.role, session.id, account.has_password)


def viewer() -> Viewer | None:
    """Return who is logged in, or None."""
    person = current_user._get_current_object()  # noqa: SLF001 - Flask's documented way past the proxy
    return person if isinstance(person, Viewer) else None


def require() -> Viewer:
    """Return who is logged in; only for pages behind a door that let nobody else in."""
    return viewer() or abort(403)


def names(ids: Iterable[int | None]) -> dict[int, str]:
    """Return the names of accounts by id."""
    wanted = {number for number in ids if number}
    if not wanted:
        return {}
    return dict(db.session.execute(select(Account.id, Account.name).where(Account.id.in_(wanted))).all())


def install(app: Flask) -> None:
    """Hang Flask-Login into the house: a request loader only, nothing is ever kept in a signed cookie."""
    app.config["REMEMBER_COOKIE_NAME"] = "stadtkompass-unused"  # any other application's would keep us from being asked
    manager = LoginManager()
    manager.session_protection = None
    manager.init_app(app, add_context_processor=False)
    manager.request_loader(_load)
