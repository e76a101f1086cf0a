"""Walks every address that somebody else than the office may open, to look for words that nobody agreed to show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from core.audience import Door
from core.factory import House
from tests.support import people
from tests.support.thread import Thread

OWN = {"compass_own", "compass_confirm", "compass_new_email"}
"""Links only their holder has; what they show is asked elsewhere."""


def addresses(app: House, thread: Thread, asked: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Return every address that somebody else than the office may open, with its audience; lists are searched too."""
    for rule in app.url_map.iter_rules():
        door = app.blueprints.get(rule.endpoint.rsplit(".", 1)[0])
        if "GET" not in (rule.methods or ()) or not isinstance(door, Door) or door.audience == "desk":
            continue
        if door.demo_only or door.name in OWN:
            continue
        for path in thread.addresses(rule):
            yield door.audience, path
            if not rule.arguments and door.name.startswith("compass"):
                yield from ((door.audience, f"{path}?q={quote(word)}") for word in asked)
    for path in (
        "/netzwerk?seite=2",
        "/sitemap.xml",
        "/robots.txt",
        "/netzwerk.atom",
        "/netzwerk.json",
        "/api/v1/netzwerk",
    ):
        yield "public", path


def words(answer: TestResponse, asked: str) -> str:
    """Return what a page says, without the question that it repeats."""
    said = answer.get_data().decode("utf-8", "replace").casefold()
    return said.replace(asked.casefold(), "") if asked else said


def clients(app: House, thread: Thread) -> dict[str, FlaskClient]:
    """Return for each audience but the office somebody who belongs to it."""
    anybody = app.test_client()
    return {
        "public": anybody,
        "holder": anybody,
        "seat": people.seated(app, thread.meeting),
        "council": people.councillor(app, thread.member),
    }
