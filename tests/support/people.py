"""People of the office who log in as everybody does: address, password, code."""

from __future__ import annotations

import pyotp
from flask.testing import FlaskClient

from core import clock
from core.accounts import passwords, sealing
from core.accounts.models import Account
from core.db import db, writing
from core.factory import House
from core.rights import Role
from tests.support.pages import fill

PASSWORD = "ein langes Wort und noch eins"
NAMES = {"admin": "Ada Admin", "office": "Anna Amt", "reader": "Rike Leserin"}


def joined(role: str, name: str | None = None) -> tuple[str, str]:
    """Make an account that has joined; return its address and the secret of its second factor."""
    secret = pyotp.random_base32()
    name = name or NAMES[role]
    email = f"{name.replace(' ', '.').casefold()}@example.org"
    hashed = passwords.hashed(PASSWORD)
    with writing():
        now = clock.now()
        account = Account(email=email, name=name, role=Role(role), created_at=now, joined_at=now)
        account.password_hash, account.totp_secret = hashed, sealing.lock_up(secret)
        db.session.add(account)
    return email, secret


def logged_in(app: House, role: str, name: str | None = None) -> FlaskClient:
    """Return the browser of somebody who has just logged in."""
    email, secret = joined(role, name)
    client = app.test_client()
    answer = fill(client, "/buero/anmelden", email=email, password=PASSWORD, code=pyotp.TOTP(secret).at(clock.now()))
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return client
