"""What tests of the log-in need: codes of the app, a clock that moves, one way in that may go wrong."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pyotp
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from core import clock
from tests.support.pages import fill
from tests.support.people import PASSWORD


class Time:
    """A clock that stands still until somebody moves it."""

    def __init__(self) -> None:
        self.moment = clock.now()

    def move(self, **span: float) -> None:
        """Let time pass: time.move(minutes=31)."""
        self.moment += timedelta(**span)


@contextmanager
def moving() -> Iterator[Time]:
    """Hold the clock of the whole process; the test moves it."""
    time = Time()
    with clock.at(lambda: time.moment):
        yield time


def code(secret: str, steps: int = 0) -> str:
    """Return what the app shows now, or so many times 30 seconds later."""
    return str(pyotp.TOTP(secret).at(clock.now() + timedelta(seconds=30 * steps)))


def enter(client: FlaskClient, email: str, with_code: str, password: str = PASSWORD) -> TestResponse:
    """Log in as a person does: open the page, fill in, send."""
    return fill(client, "/buero/anmelden", email=email, password=password, code=with_code)


def value(page: TestResponse, name: str, number: int = 0) -> str:
    """Return what a page's hidden field holds; `number` when several have this name."""
    found = re.findall(rf'name="{name}"[^>]*value="([^"]*)"', page.get_data(as_text=True))
    assert len(found) > number, f"no field {name} on the page ({page.status})"
    return html.unescape(found[number])


def cookie(answer: TestResponse, name: str = "stadtkompass") -> str:
    """Return the line that sets a cookie."""
    found = [line for line in answer.headers.getlist("Set-Cookie") if line.startswith(f"{name}=")]
    assert len(found) == 1, answer.headers
    return found[0]


def inside(client: FlaskClient) -> bool:
    """Tell whether this browser is logged in."""
    answer = client.get("/buero/konto")
    assert answer.status_code in {200, 303}
    return answer.status_code == 200
