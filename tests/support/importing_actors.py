"""Sends lists to the office's import of actors and lets the worker take them."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from compass.imports import queries, services
from compass.imports.models import ActorImportRow, Part
from compass.models import Actor
from core import outbox
from core.db import db
from core.takeover.states import State, Verdict
from tests.support.forms import done, submit
from tests.support.pages import token

LIST = "/buero/netzwerk/uebernahmen"
BASIS = "public_task"


def send(office: FlaskClient, content: bytes | str, name: str = "liste.csv", source: str = "Verteiler") -> Any:
    """Upload a file as the page does."""
    content = content.encode() if isinstance(content, str) else content
    given = {"token": token(office.get(LIST), LIST), "source": source}
    parts = [f'--x\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in given.items()]
    head = "".join(parts) + f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + content + b"\r\n--x--\r\n"
    return office.post(LIST, data=body, content_type="multipart/form-data; boundary=x")


def work() -> None:
    """Let the worker do what is due."""
    while outbox.deliver_due(only={services.KIND}):
        pass
    db.session.rollback()


def checked(office: FlaskClient, content: bytes | str, **more: Any) -> str:
    """Upload, take the guesses, let the rows be judged; return the page's address."""
    page = str(done(send(office, content, **more.pop("upload", {}))))
    done(submit(office, page, f"{page}/zuordnung", **{"basis": BASIS, **more}))
    work()
    return page


def taken(office: FlaskClient, content: bytes | str, **more: Any) -> str:
    """Take a whole file over; return the page's address."""
    page = checked(office, content, **more)
    step(office, page, "uebernehmen")
    return page


def step(office: FlaskClient, page: str, what: str) -> None:
    """Press one of the buttons of an import and let the worker work."""
    done(submit(office, page, f"{page}/{what}"))
    work()


def rows(page: str) -> list[ActorImportRow]:
    """Return the rows of an import as they were judged."""
    db.session.rollback()
    number = int(page.rsplit("/", 1)[1])
    wanted = select(ActorImportRow).where(ActorImportRow.import_id == number).order_by(ActorImportRow.id)
    return list(db.session.scalars(wanted))


def verdicts(page: str, part: Part = Part.MAIN) -> list[tuple[int, Verdict]]:
    """Return line and verdict of the rows that are about somebody."""
    return [(row.line, row.verdict) for row in rows(page) if row.part is part]


def actors() -> dict[str, Actor]:
    """Return all actors in full by their names, as they are stored now."""
    db.session.rollback()
    ids = list(db.session.scalars(select(Actor.id)))
    return {actor.name: actor for actor in queries.in_full(ids).values()}


def state(page: str) -> State:
    """Return where an import stands."""
    db.session.rollback()
    return queries.one(int(page.rsplit("/", 1)[1])).state
