"""The description of the interface: no secret, so everybody may read it."""

from __future__ import annotations

from flask import Response, jsonify

from compass.api import openapi
from core.accounts.sessions import cookie_name
from core.audience import public

door = public("compass_api_about", __name__, url_prefix="/api/v1")


@door.get("/openapi.json")
def description() -> Response:
    """Return what the interface promises."""
    return jsonify(openapi.document(cookie_name()))
