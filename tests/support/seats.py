"""Seats without a door: many phones at once as the house itself would seat them, each with the token of an opened form."""

from __future__ import annotations

from dataclasses import dataclass

from core import links
from core.audience import cookie_name
from core.db import writing
from core.factory import House
from core.things import Thing
from dialogues import entering, seat_token
from dialogues.seat_forms import StoneForm


@dataclass(frozen=True)
class Seat:
    """What a phone holds: its cookies as it sends them, the token of its form, its secret bits."""

    cookies: str
    token: str
    bits: bytes

    def key(self, thesis: int) -> str:
        """Return the key of the ballot this phone lays in the first round."""
        return seat_token.key(self.bits, thesis)


def taken(app: House, meeting: int, number: int) -> list[Seat]:
    """Give so many phones a seat in a meeting, in one transaction."""
    with app.test_request_context("/"), writing():
        return [_one(app, meeting) for _ in range(number)]


def _one(app: House, meeting: int) -> Seat:
    secret = seat_token.new(app.extensions["settings"].secret_key, meeting)
    passed = links.issue("pass.seat", Thing("dialogue", meeting), lifetime=entering.LIFETIME, uses=None)
    cookies = f"{cookie_name('seat')}={passed}; {entering.cookie_name()}={secret}"
    _, bits = seat_token.read(app.extensions["settings"].secret_key, secret) or (0, b"")
    form: str = StoneForm()["token"].current_token  # type: ignore[attr-defined]  # a field of WTForms' own
    return Seat(cookies, form, bits)
