"""Fixtures are people and what they need: a house per database, emptied before each test; who enters it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import settings as examples
from sqlalchemy import event
from sqlalchemy.engine import Engine

from core import migrating
from core.config import Settings
from core.factory import House
from run import create_app
from tests.support import chromium, houses, people, postgres, server, smtp
from tests.support.making_papers import make_member
from tests.support.parts import need

SECRET = "only-for-tests-" + "x" * 32
examples.register_profile("same", derandomize=True, deadline=None)
examples.register_profile("seek", print_blob=True, deadline=None)
examples.load_profile("seek" if os.environ.get("STADTKOMPASS_TEST_SEEK") else "same")
"""The same examples on every machine; whoever looks for new ones sets STADTKOMPASS_TEST_SEEK and writes down the find."""


@event.listens_for(Engine, "connect")
def _rows_nobody_ordered_come_backwards(raw: Any, _: object) -> None:
    """With STADTKOMPASS_TEST_BACKWARDS set, SQLite shows who relies on an order that nobody asked for."""
    if os.environ.get("STADTKOMPASS_TEST_BACKWARDS") and isinstance(raw, sqlite3.Connection):
        raw.execute("PRAGMA reverse_unordered_selects = ON")


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres.Cluster]:
    """A throw-away PostgreSQL."""
    need("postgresql")
    running = postgres.start()
    yield running
    running.stop()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Which database this round of tests runs on."""
    return str(request.param)


@pytest.fixture(scope="session")
def house(
    engine_name: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[houses.Furnished]:
    """A house on a migrated database of one kind, built once."""
    folder = tmp_path_factory.mktemp(engine_name)
    if engine_name == "sqlite":
        url = f"sqlite:///{folder / 'house.db'}"
    else:
        url = request.getfixturevalue("cluster").create_database("house")
    migrating.upgrade(url)
    furnished = houses.furnish(create_app(houses.settings(url, folder / "instance", SECRET)), folder)
    yield furnished
    furnished.close()


@pytest.fixture
def app(house: houses.Furnished) -> Iterator[House]:
    """The house, empty but for the vocabulary, inside an application context."""
    house.empty()
    with house.app.app_context():
        yield house.app


@pytest.fixture
def visitor(app: House) -> FlaskClient:
    """A person with a browser and no log-in."""
    return app.test_client()


@pytest.fixture
def office(app: House) -> FlaskClient:
    """A person of the office, logged in."""
    return people.logged_in(app, "office")


@pytest.fixture
def admin(app: House) -> FlaskClient:
    """A person who manages accounts, logged in."""
    return people.logged_in(app, "admin")


@pytest.fixture
def reader(app: House) -> FlaskClient:
    """A person who may only read, logged in."""
    return people.logged_in(app, "reader")


@pytest.fixture
def participant(app: House) -> FlaskClient:
    """A person with a seat at a running meeting, entered through /mitmachen."""
    return people.seated(app)


@pytest.fixture
def councillor(app: House) -> FlaskClient:
    """A council member with a pass to /rat, entered through the one-time link of the letter."""
    return people.councillor(app, make_member())


@pytest.fixture
def letters(app: House) -> Iterator[smtp.Sink]:
    """A real mail server on this machine; the house sends there for the length of the test."""
    with smtp.sink() as sink, houses.changed(app, smtp_host="127.0.0.1", smtp_port=sink.port):
        yield sink


@pytest.fixture
def changed_settings(app: House) -> Callable[..., Any]:
    """Give a way to change settings for the length of a block."""
    return lambda **given: houses.changed(app, **given)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all browser tests."""
    need("chromium")
    with chromium.browser() as running:
        yield running


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[houses.Furnished]:
    """A house on SQLite behind a real server, for browsers; `site.base_url` is its address."""
    folder = tmp_path_factory.mktemp("site")
    url = f"sqlite:///{folder / 'house.db'}"
    migrating.upgrade(url)
    furnished = houses.furnish(create_app(houses.settings(url, folder / "instance", SECRET)), folder)
    with server.serve(furnished.app) as address:
        furnished.base_url = address
        yield furnished
    furnished.close()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that is gone after the test."""
    yield tmp_path
    shutil.rmtree(tmp_path, ignore_errors=True)


def default_settings(url: str, folder: Path) -> Settings:
    """Return settings for tests that build a house of their own."""
    return houses.settings(url, folder, SECRET)
