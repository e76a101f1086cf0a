"""Asks the house for pages inside this process, as a browser would that accepts gzip; no test client's work is counted."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import event
from werkzeug.datastructures import Headers
from werkzeug.test import create_environ

from core.db import db

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Headers
    body: bytes


def asker(app: Flask, path: str, *, form: Mapping[str, str] | None = None, **headers: str) -> Callable[[], Answer]:
    """Return a call that asks for one address, or sends a form there; the request itself is prepared beforehand."""
    sent = urlencode(form).encode() if form is not None else b""
    environ = create_environ(path, "http://localhost", method="GET" if form is None else "POST")
    environ |= {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br", "REMOTE_ADDR": "127.0.0.1"}
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    if form is not None:
        environ |= {"CONTENT_TYPE": FORM, "CONTENT_LENGTH": str(len(sent))}

    def ask() -> Answer:
        started: list[Any] = []
        chunks = app({**environ, "wsgi.input": io.BytesIO(sent)}, lambda *given: started.append(given))  # type: ignore[arg-type]  # nothing here writes by start_response
        body = b"".join(chunks)
        chunks.close()  # type: ignore[attr-defined]  # werkzeug's iterator has it
        return Answer(int(started[0][0][:3]), Headers(started[0][1]), body)

    return ask


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """Collect the statements sent in a block, without BEGIN and COMMIT."""
    heard: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:  # noqa: ANN401 - SQLAlchemy's signature
        if not statement.upper().startswith(("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")):
            heard.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(engine, "before_cursor_execute", hear)
