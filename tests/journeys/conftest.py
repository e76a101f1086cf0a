"""The demo year for the tests of this folder: played once per kind of database, in a house of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from core import migrating, seeding
from core.accounts import rehearsal
from core.db import db
from core.factory import House
from demo import command, year
from run import create_app
from tests.support import houses
from tests.support.pages import fill

SECRET = "only-for-the-demo-year-" + "x" * 32


@pytest.fixture(scope="session")
def played(
    engine_name: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """A house in which the year was played, its letters delivered, its index built."""
    folder = tmp_path_factory.mktemp("demo")
    if engine_name == "sqlite":
        url = f"sqlite:///{folder / 'house.db'}"
    else:
        url = request.getfixturevalue("cluster").create_database("demo_year")
    migrating.upgrade(url)
    (folder / "mail").mkdir()
    settings = houses.settings(url, folder / "instance", SECRET, demo=True, mail_folder=str(folder / "mail"))
    furnished = houses.furnish(create_app(settings), folder)
    with furnished.app.app_context():
        seeding.seed()
        year.play()
        command.catch_up()
        db.session.remove()
    yield furnished.app
    furnished.close()


@pytest.fixture
def town(played: House) -> Iterator[House]:
    """The played house inside an application context."""
    with played.app_context():
        yield played


@pytest.fixture
def demo_office(town: House) -> FlaskClient:
    """Somebody who came in by the demo's log-in link."""
    client = town.test_client()
    assert fill(client, rehearsal.demo_address(town)).status_code == 303
    return client
