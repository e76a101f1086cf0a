"""Addresses for programs of the office."""

from __future__ import annotations

from flask import Response, jsonify

from compass import queries
from compass.api import answer
from core import programs
from core.errors import NotThere
from core.rights import Right
from radar.forms import as_id

door = programs.office(
    "compass_api", __name__, reads=Right.NETWORK_CONTACT, writes=Right.NETWORK_EDIT, url_prefix="/api/v1"
)


@door.get("/challenges/<number>/suggestions")
def suggestions(number: str) -> Response:
    """Return who fits a challenge, with the parts of every score."""
    wanted = as_id(number)
    if wanted is None:
        raise NotThere
    return jsonify(answer.of(queries.challenge(wanted)))
