"""Fixtures for tests of the house itself: the hall in which requests meet, an empty database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import hall as halls
from tests.support import postgres
from tests.support.houses import Furnished


@pytest.fixture(scope="module")
def built(house: Furnished) -> Iterator[halls.Hall]:
    """Give a hall on this round's database."""
    yield from halls.built(house)


@pytest.fixture
def hall(built: halls.Hall) -> halls.Hall:
    """Give the hall with its rows as at the beginning."""
    built.empty()
    return built


@pytest.fixture
def url(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of an empty database."""
    if engine_name == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    cluster: postgres.Cluster = request.getfixturevalue("cluster")
    yield cluster.create_database("empty")
    cluster.drop_database("empty")
