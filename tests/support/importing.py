"""Sends files to the office's import and lets the worker take them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from openpyxl import Workbook
from sqlalchemy import select

from core import outbox
from core.db import db
from core.takeover.states import State, Verdict
from ideas.imports import queries
from ideas.imports import services as imports
from ideas.imports.models import ImportRow
from ideas.models import Idea
from tests.support.forms import done, submit
from tests.support.pages import token

LIST = "/buero/ideen/uebernahmen"
FILE = (
    "Nr;Titel;Beschreibung;Stadtteil\n"
    "E1;Mehr Bänke;Am Bach fehlt eine Bank zum Ausruhen im Schatten.;Mitte\n"
    "E2;Ampel;Die Ampel an der Schule ist für Kinder viel zu kurz.;Am Fluss\n"
    "E3;;;Mitte\n"
    "E1;Mehr Bänke;Noch einmal dieselbe Nummer.;Mitte\n"
)
REAL = Path(__file__).parent.parent.parent.parent / "shared" / "data"


def sheet(*rows: tuple[object, ...]) -> bytes:
    """Return an Excel file."""
    book, kept = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(kept)
    return kept.getvalue()


def send(office: FlaskClient, content: bytes | str, name: str = "ideen.csv", source: str = "Raddialog") -> Any:
    """Upload a file as the page does."""
    content = content.encode() if isinstance(content, str) else content
    given = {"token": token(office.get(LIST), LIST), "source": source}
    parts = [f'--x\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in given.items()]
    head = "".join(parts) + f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + content + b"\r\n--x--\r\n"
    return office.post(LIST, data=body, content_type="multipart/form-data; boundary=x")


def work() -> None:
    """Let the worker do what is due."""
    outbox.deliver_due(only={imports.KIND})
    db.session.rollback()


def checked(office: FlaskClient, content: bytes | str, **more: Any) -> str:
    """Upload, take the guesses, let the rows be judged; return the page's address."""
    page = done(send(office, content, **more.pop("upload", {})))
    done(submit(office, page, f"{page}/zuordnung", **more))
    work()
    return page


def taken(office: FlaskClient, content: bytes | str, **more: Any) -> str:
    """Take a whole file over; return the page's address."""
    page = checked(office, content, **more)
    done(submit(office, page, f"{page}/uebernehmen"))
    work()
    return page


def verdicts(page: str) -> list[tuple[int, Verdict]]:
    """Return line and verdict of an import's rows."""
    number = int(page.rsplit("/", 1)[1])
    wanted = select(ImportRow.line, ImportRow.verdict).where(ImportRow.import_id == number).order_by(ImportRow.line)
    return [(line, verdict) for line, verdict in db.session.execute(wanted)]


def ideas() -> list[Idea]:
    """Return all ideas as they are stored now."""
    db.session.rollback()
    return list(db.session.scalars(select(Idea).order_by(Idea.id)))


def state(page: str) -> State:
    """Return where an import stands."""
    db.session.rollback()
    return queries.one(int(page.rsplit("/", 1)[1])).state
