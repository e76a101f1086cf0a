"""People who come in as everybody does: the office by address, password and code; others by a Treffen-Code or a letter."""

from __future__ import annotations

import re

import pyotp
from flask.testing import FlaskClient
from sqlalchemy import select

from core import clock, mail
from core.accounts import passwords, sealing
from core.accounts.models import Account
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from core.outbox.rows import Promise
from core.rights import Role
from papers import membership
from tests.support import meetings
from tests.support.pages import fill

PASSWORD = "ein langes Wort und noch eins"
ENTER = re.compile(r"/rat/eintreten/[\w-]+")
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


def seated(app: House, meeting: meetings.Meeting | None = None) -> FlaskClient:
    """Return the phone of somebody who has a seat at a running meeting (a new one, unless one is named)."""
    return meetings.phone(app, meeting or meetings.opened())


def councillor(app: House, member: int) -> FlaskClient:
    """Return the browser of a council member whom the office invited and who came in by the letter's link."""
    with writing():
        membership.invite(member, HOUSE)
    letter = db.session.scalars(select(Promise).order_by(Promise.id.desc()).where(Promise.kind == mail.KIND)).first()
    found = ENTER.search(letter.payload["body"]) if letter else None
    assert found, "no link in the letter"
    client = app.test_client()
    answer = fill(client, found[0])
    assert (answer.status_code, answer.headers["Location"]) == (303, "/rat"), answer.get_data(as_text=True)
    return client
