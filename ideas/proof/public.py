"""Where a browser gets its sum."""

from __future__ import annotations

from flask import jsonify
from werkzeug.wrappers import Response

from core.audience import public
from core.config import settings
from core.errors import NotThere
from ideas.proof import services

door = public("ideas_proof", __name__, url_prefix="/ideen")


@door.get("/rechenaufgabe")
def ask() -> Response:
    """Give a sum, while the city wants one; kept by no cache."""
    if not settings().proof_of_work:
        raise NotThere
    answer = jsonify(services.new())
    answer.headers["Cache-Control"] = "no-store"
    return answer
