"""Reads pages as people do: finds the form, takes its token along, fills in fields."""

from __future__ import annotations

import html
import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

TOKEN = re.compile(r'name="token"[^>]*value="([^"]*)"')
VERSION = re.compile(r'name="version"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="version"')


def token(page: TestResponse, action: str | None = None) -> str:
    """Return the token of a page's form (of the one that posts to `action`)."""
    text = page.get_data(as_text=True)
    if action is not None:
        text = text[text.index(f'action="{action}"') :]
    found = list(TOKEN.finditer(text))
    assert found, f"no form token on the page ({page.status})"
    return html.unescape(found[0][1] if action else found[-1][1])


def version(page: TestResponse) -> str:
    """Return the row version that a page's form carries."""
    found = VERSION.search(page.get_data(as_text=True))
    assert found, "no version on the page"
    return found[1] or found[2]


def fill(
    client: FlaskClient, path: str, *, to: str | None = None, action: str | None = None, **fields: Any
) -> TestResponse:
    """Open a page, fill in its form and send it; `to` when the form posts elsewhere."""
    page = client.get(path)
    assert page.status_code == 200, (path, page.status)
    return client.post(to or path, data={"token": token(page, action), **fields})
