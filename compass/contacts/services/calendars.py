"""The secret address of one's calendar feed: a new one ends the old one, and it can be taken back."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import timedelta
from typing import Final

from sqlalchemy import select

from core import journal, links
from core.accounts.models import Account
from core.config import settings
from core.db import db
from core.journal import Who
from core.things import Thing

PURPOSE: Final = "compass.calendar"
LIFETIME: Final = timedelta(days=3653)


def _thing(account_id: int) -> Thing:
    return Thing("account", account_id)


def feed_token(account_id: int, nonce: str) -> str:
    """Return the token that an opened form makes: always the same for it, so that a double click shows one address."""
    words = f"{PURPOSE}:{account_id}:{nonce}".encode()
    made = hmac.new(settings().secret_key.encode(), words, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).decode("ascii").rstrip("=")


def begin_feed(account_id: int, nonce: str, who: Who) -> str:
    """Make an address and end the one before; return its token, of which only the hash is kept."""
    token = feed_token(account_id, nonce)
    db.session.scalars(
        select(Account.id).where(Account.id == account_id).with_for_update()
    ).one()  # one after the other
    if links.peek(PURPOSE, token) is None:
        links.revoke(PURPOSE, _thing(account_id))
        links.issue(PURPOSE, _thing(account_id), lifetime=LIFETIME, uses=None, token=token)
        journal.note("calendar.begun", _thing(account_id), who)
    return token


def end_feed(account_id: int, who: Who) -> None:
    """End the address; calendars that knew it get nothing any more."""
    if links.outstanding(PURPOSE, _thing(account_id)):
        links.revoke(PURPOSE, _thing(account_id))
        journal.note("calendar.ended", _thing(account_id), who)
