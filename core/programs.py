"""Doors for programs of the office: the same log-in and rights as its pages, every answer JSON, none kept anywhere."""

from __future__ import annotations

import json
from http import HTTPStatus

from flask import Response, request

from core import accounts
from core.accounts import security_log
from core.audience import READING, Door
from core.errors import NotThere, Refused
from core.rights import Right, allows

SENTENCES = {
    HTTPStatus.UNAUTHORIZED: "Bitte melden Sie sich im Büro an.",
    HTTPStatus.FORBIDDEN: "Ihr Konto darf das nicht sehen.",
    HTTPStatus.NOT_FOUND: "Das gibt es nicht.",
}


def problem(status: HTTPStatus, sentence: str = "") -> Response:
    """Return an error as a program reads it: problem details, RFC 9457."""
    said = {
        "type": "about:blank",
        "title": status.phrase,
        "status": int(status),
        "detail": sentence or SENTENCES.get(status, ""),
    }
    answer = Response(json.dumps(said, ensure_ascii=False), int(status), mimetype="application/problem+json")
    if status is HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = 'Cookie realm="Stadtkompass", form-action="/buero/anmelden"'
    return answer


def office(name: str, import_name: str, *, reads: Right, writes: Right, **given: str) -> Door:
    """Make a blueprint for programs of the office: who is not logged in gets 401, who has not the right 403."""
    door = Door(name, import_name, **given)  # type: ignore[arg-type]  # url_prefix and the like
    door.audience, door.reads, door.writes = "desk", reads, writes
    door.for_programs = True

    @door.before_request
    def guard() -> Response | None:
        viewer = accounts.viewer()
        if viewer is None:
            return problem(HTTPStatus.UNAUTHORIZED)
        if not allows(viewer.role, reads if request.method in READING else writes):
            security_log.say("door refused", viewer.id, door=name)
            return problem(HTTPStatus.FORBIDDEN)
        return None

    door.register_error_handler(NotThere, lambda _: problem(HTTPStatus.NOT_FOUND))
    door.register_error_handler(Refused, lambda refused: problem(HTTPStatus(refused.status), refused.sentence))
    return door
