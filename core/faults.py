"""Errors as pages: the right status, one German sentence, what to do now; nothing of the inside."""

from __future__ import annotations

import logging
from http import HTTPStatus

from flask import Flask, Response, g, make_response, render_template, request
from markupsafe import escape
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from core import db
from core.errors import NotThere, Refused

log = logging.getLogger(__name__)

PAGES: dict[int, tuple[str, str, tuple[str, ...]]] = {
    400: (
        "Das haben wir nicht verstanden",
        "Die Anfrage war unvollständig oder beschädigt.",
        ("Bitte gehen Sie zurück und versuchen Sie es noch einmal.",),
    ),
    403: (
        "Kein Zutritt",
        "Diese Seite ist nicht für alle offen.",
        ("Melden Sie sich mit dem richtigen Konto an oder öffnen Sie den Link noch einmal.",),
    ),
    404: (
        "Diese Seite gibt es nicht",
        "Vielleicht ist die Adresse falsch abgeschrieben, oder der Link gilt nicht mehr.",
        ("Prüfen Sie die Adresse.", "Suchen Sie im Ideenspeicher."),
    ),
    405: (
        "So geht das hier nicht",
        "Diese Adresse nimmt diese Art von Anfrage nicht an.",
        ("Bitte gehen Sie zurück zur Startseite.",),
    ),
    409: (
        "Das geht gerade nicht",
        "Inzwischen hat sich etwas geändert.",
        ("Laden Sie die Seite neu und schauen Sie noch einmal.",),
    ),
    413: (
        "Das war zu groß",
        "So viel auf einmal können wir nicht annehmen.",
        (
            "Kürzen Sie den Text oder schicken Sie eine kleinere Datei.",
            "Mit der Zurück-Taste kommen Sie zu Ihrem Text.",
        ),
    ),
    429: (
        "Bitte warten Sie kurz",
        "Das waren zu viele Versuche in kurzer Zeit.",
        ("Versuchen Sie es in einer Minute noch einmal.",),
    ),
    500: (
        "Da ist etwas schiefgegangen",
        "Das war unser Fehler, nicht Ihrer. Es ist nichts gespeichert worden.",
        (
            "Mit der Zurück-Taste kommen Sie zu Ihrem Text.",
            "Versuchen Sie es später noch einmal oder rufen Sie uns an.",
        ),
    ),
    503: (
        "Gerade ist zu viel los",
        "Wir konnten nichts speichern.",
        (
            "Ihr Text ist noch da: Gehen Sie mit der Zurück-Taste zurück und schicken Sie ihn in einer Minute noch einmal.",
        ),
    ),
}

BARE = """<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title></head>
<body><main><h1>{title}</h1><p>{sentence}</p><p>{what_now}</p><p><a href="/">Zur Startseite</a></p></main></body></html>
"""


def page(status: int, sentence: str | None = None) -> Response:
    """Render the page of an error."""
    title, usual, what_now = PAGES.get(status, PAGES[400 if status < HTTPStatus.INTERNAL_SERVER_ERROR else 500])
    sentence = sentence or usual
    try:
        body = render_template("errors/page.html", status=status, title=title, sentence=sentence, what_now=what_now)
    except Exception:  # the shell needs the database; without it a bare page must do
        log.exception("the page of error %s could not be drawn", status)
        _forget()
        body = BARE.format(title=title, sentence=escape(sentence), what_now=" ".join(what_now))
    return make_response(body, status)


def _forget() -> None:
    """Give the write lock back before anything is drawn."""
    db.rollback()
    g.writes = False


def _http(error: HTTPException) -> Response:
    if error.response is not None or (error.code or 500) < HTTPStatus.BAD_REQUEST:
        return make_response(error.get_response())
    _forget()
    answer = page(error.code or 500)
    if isinstance(error, RequestEntityTooLarge):
        answer.headers["Connection"] = "close"
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            answer.headers[name] = value
    return answer


def _refused(error: Refused) -> Response:
    _forget()
    return page(error.status, error.sentence)


def _not_there(_: NotThere) -> Response:
    _forget()
    return page(404)


def _stale(_: StaleDataError | IntegrityError) -> Response:
    log.warning("two requests met at one row: %s", request.endpoint, exc_info=True)
    _forget()
    return page(409, db.stale().sentence)


def _busy(_: OperationalError) -> Response:
    log.error("the database could not store: %s", request.endpoint, exc_info=True)
    _forget()
    answer = page(503)
    answer.headers["Retry-After"] = "60"
    return answer


def _unreadable(_: DataError) -> Response:
    log.warning("the database refused a value: %s", request.endpoint, exc_info=True)
    _forget()
    return page(400)


def _fault(_: Exception) -> Response:
    log.exception("unexpected fault in %s", request.endpoint)
    _forget()
    return page(500)


def install(app: Flask) -> None:
    """Hang a page on every kind of error; in tests an unexpected fault still becomes the page and is logged."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(NotThere, _not_there)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(IntegrityError, _stale)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(DataError, _unreadable)
    app.register_error_handler(Exception, _fault)
