"""Doors for guests: participants and council members hold a pass in one cookie; a holder holds a link."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Response, g

from core import audience, clock, links, migrating
from core.db import db, writing
from core.factory import House, build
from core.floor import floor
from core.room import Room
from core.things import Thing
from ideas.room import room as ideas
from radar.room import room as radar
from tests.support import houses

MEETING = Thing("dialogue", 7)
entry = audience.public("test_entry", __name__)
seats = audience.seat("test_seats", __name__, url_prefix="/test/platz")
members = audience.council("test_members", __name__, url_prefix="/test/rat")
HOURS = timedelta(hours=4)


@entry.post("/test/herein/<word>")
def come_in(word: str) -> Response:
    return audience.let_in(Response("da"), word, MEETING, HOURS)


@seats.get("/")
def sit() -> str:
    return str(g.guest)


@members.get("/")
def read() -> str:
    return str(g.guest)


@pytest.fixture
def guests(tmp_path: Path) -> Iterator[House]:
    """A house with two doors for guests."""
    url = f"sqlite:///{tmp_path / 'house.db'}"
    migrating.upgrade(url)
    visitors = Room("visitors", blueprints=(entry, seats, members))
    app = build((floor, radar, ideas, visitors), houses.settings(url, tmp_path, "s" * 40))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize(
    ("word", "path", "other"), [("seat", "/test/platz/", "/test/rat/"), ("council", "/test/rat/", "/test/platz/")]
)
def test_a_pass_opens_its_own_door_only(guests: House, word: str, path: str, other: str) -> None:
    client = guests.test_client()
    assert client.get(path).status_code == 403
    cookie = client.post(f"/test/herein/{word}").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert client.get(path).get_data(as_text=True) == "dialogue:7"
    assert client.get(path).headers["Cache-Control"] == "no-store"
    assert client.get(other).status_code == 403


def test_a_pass_ends_with_its_time_and_when_it_is_taken_away(guests: House) -> None:
    client = guests.test_client()
    client.post("/test/herein/seat")
    with clock.at(clock.now() + timedelta(hours=5)):
        assert client.get("/test/platz/").status_code == 403
    with guests.app_context(), writing():
        links.revoke("pass.seat", MEETING)
    assert client.get("/test/platz/").status_code == 403


def test_a_made_up_pass_opens_nothing(guests: House) -> None:
    client = guests.test_client()
    client.set_cookie("stadtkompass-platz", "made-up")
    assert client.get("/test/platz/").status_code == 403


def test_over_https_the_cookie_is_bound_to_the_host(guests: House) -> None:
    with houses.changed(guests, base_url="https://ideen.example.org"):
        cookie = guests.test_client().post("/test/herein/seat").headers["Set-Cookie"]
    assert cookie.startswith("__Host-stadtkompass-platz=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
