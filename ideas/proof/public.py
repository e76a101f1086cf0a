"""Where a browser gets its sum."""

from __future__ import annotations

from flask import jsonify
from werkzeug.wrappers import Response

from core.audience import public
from ideas.proof import services

door = public("ideas_proof", __name__, url_prefix="/ideen")


@door.get("/rechenaufgabe")
def ask() -> Response:
    """Give a sum, kept by no cache; nothing of it is stored, and only a form that asks for one needs it."""
    answer = jsonify(services.new())
    answer.headers["Cache-Control"] = "no-store"
    return answer
