"""Readers of an export who leave half-way or never hurry: connections come back, others of the office go on working."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, text
from werkzeug.serving import WSGIRequestHandler, make_server

from compass.exports import stream
from compass.models import Actor, ActorKind, Basis, Capacity, Sector
from core import clock
from core.accounts import sessions
from core.db import db, writing
from core.factory import House
from tests.support.crashable import came
from tests.support.pages import token

HERE = "/buero/netzwerk/herausgeben"
ENTRIES = 1_500
LONG = "Wir treffen uns am Bach. " * 400
"""Ten thousand letters: so many entries of them are more than the buffers between two ends of a connection hold."""
SECONDS = 30.0
CROWD = 14
"""More than the pool of connections holds."""


class Silent(WSGIRequestHandler):
    """Writes no log."""

    def log(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def served(app: House) -> Iterator[tuple[str, int]]:
    """Serve the house with a thread for each reader, which waits for the reader while it sends."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield "127.0.0.1", server.port
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()


@pytest.fixture
def many(app: House) -> None:
    """Many organisations with much to say."""
    moment = clock.now()
    plain: dict[str, Any] = {
        "kind": ActorKind.ORGANISATION,
        "sector": Sector.CIVIL_SOCIETY,
        "about": LONG,
        "basis": Basis.PUBLIC_TASK,
    }
    plain |= {"capacity": Capacity.UNKNOWN, "added_at": moment, "changed_at": moment, "version": 1}
    with writing():
        rows = [{"name": f"Verein {n}", "sort_key": f"verein {n:05}", **plain} for n in range(ENTRIES)]
        db.session.execute(insert(Actor), rows)
    db.session.remove()


def prepared(office: FlaskClient, at: tuple[str, int]) -> Callable[[], http.client.HTTPResponse]:
    """Fill in the form; return the press, which comes back as soon as the first lines of the answer are there."""
    cookie = office.get_cookie(sessions.cookie_name())
    assert cookie is not None
    said = {"token": token(office.get(HERE)), "form": "csv", "extent": "contact", "purpose": "Für den Test"}
    headers = {"Cookie": f"{cookie.key}={cookie.value}", "Content-Type": "application/x-www-form-urlencoded"}

    def press() -> http.client.HTTPResponse:
        line = http.client.HTTPConnection(*at, timeout=SECONDS)
        line.request("POST", HERE, urlencode(said), headers)
        return line.getresponse()

    return press


def held() -> int:
    """Return how many connections are in use; the test itself uses none."""
    db.session.remove()
    return int(db.engine.pool.checkedout())  # type: ignore[attr-defined]  # the pools of both databases count


def back() -> bool:
    """Wait until no connection is in use."""
    return came(lambda: held() == 0, SECONDS)


def waiting_in_the_database() -> int:
    """Return how many transactions PostgreSQL holds open for somebody who says nothing, or none on SQLite."""
    if db.engine.dialect.name != "postgresql":
        return 0
    wanted = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'"
    with db.engine.connect() as connection:
        return int(connection.execute(text(wanted)).scalar_one())


@pytest.mark.usefixtures("many")
def test_a_reader_who_leaves_half_way_gives_the_connection_back(app: House, office: FlaskClient) -> None:
    with served(app) as at:
        with closing(prepared(office, at)()) as answer:
            assert (answer.status, len(answer.read(50_000))) == (200, 50_000)
            assert held() == 1

        assert back()
        assert waiting_in_the_database() == 0


@pytest.mark.usefixtures("many")
def test_slow_readers_leave_connections_for_the_others(app: House, office: FlaskClient) -> None:
    with served(app) as at, ThreadPoolExecutor(CROWD) as crowd:
        presses = [prepared(office, at) for _ in range(CROWD)]
        answers = list(crowd.map(lambda press: press(), presses))
        going = [one for one in answers if one.status == 200]
        refused = [one.read().decode() for one in answers if one.status == 409]

        assert (len(going), len(refused)) == (stream.MOST, CROWD - stream.MOST)
        assert all(stream.BUSY in page for page in refused)
        assert office.get("/buero/netzwerk").status_code == 200
        assert held() == stream.MOST

        whole = list(crowd.map(lambda one: one.read(), going))
        assert [page.count(b"\r\n") for page in whole] == [ENTRIES + 1] * stream.MOST
        assert back()
        with closing(prepared(office, at)()) as next_one:
            assert next_one.status == 200
        assert back()
