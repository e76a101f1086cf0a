"""Where an entry lives on that was made one with another; a wing knows (slot compass.moved), pages only ask."""

from __future__ import annotations

from flask import redirect, url_for
from werkzeug.wrappers import Response

from compass import queries
from core import slots
from core.errors import NotThere


def instead(number: int, endpoint: str, *, public: bool) -> Response:
    """Return the way to the entry that took over this number; NotThere when there is none that this reader may see."""
    for other in slots.parts("compass.moved", number=number):
        if not public or queries.public_names([other]):
            return redirect(url_for(endpoint, number=other), 302)
    raise NotThere
