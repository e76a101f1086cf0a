"""What the form asks while somebody writes: title and text so far."""

from __future__ import annotations

from flask import request

from core.forms import clean

ASKED_OF_TITLE = 120
ASKED_OF_TEXT = 2000
"""Characters that are looked at: the words of a longer text are in its beginning."""


def asked() -> tuple[str, str]:
    """Return the sent title and text, cleaned and cut. They change nothing, so they need no token."""
    title, text = (str(clean(request.form.get(name, ""))) for name in ("title", "text"))
    return title[:ASKED_OF_TITLE], text[:ASKED_OF_TEXT]
