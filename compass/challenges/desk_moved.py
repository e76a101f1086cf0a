"""Old addresses of challenges lead on for good."""

from __future__ import annotations

from flask import redirect, request
from werkzeug.wrappers import Response

from compass.challenges.desk import ROOT
from core.audience import desk
from core.rights import Right

OLD = "/buero/netzwerk/herausforderungen"
door = desk(
    "compass_challenges_moved", __name__, reads=Right.NETWORK_CONTACT, writes=Right.NETWORK_EDIT, url_prefix=OLD
)


@door.get("")
@door.get("/neu")
def index() -> Response:
    """Lead to the list, or to the form for a new one."""
    return _on()


@door.get("/<int:number>")
@door.get("/<int:number>/bearbeiten")
def one(number: int) -> Response:  # noqa: ARG001 - the address holds it
    """Lead to one challenge, or to its form."""
    return _on()


def _on() -> Response:
    query = request.query_string.decode("ascii", "ignore")
    return redirect(f"{ROOT}{request.path.removeprefix(OLD)}{'?' if query else ''}{query}", 301)
