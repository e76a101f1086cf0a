"""Fixtures for tests of the floor: branches of the house to back up and to restore."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import postgres
from tests.support.branches import Branch, fill


@pytest.fixture(scope="module")
def filled(engine_name: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give a filled database to copy: a file, or the name of a template."""
    if engine_name == "sqlite":
        file = tmp_path_factory.mktemp("filled") / "filled.db"
        fill(f"sqlite:///{file}")
        yield str(file)
        return
    cluster: postgres.Cluster = request.getfixturevalue("cluster")
    fill(cluster.create_database("filled"))
    yield "filled"
    cluster.drop_database("filled")


@pytest.fixture
def branch(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Branch]]:
    """Open branches, each with a database of its own, empty or a copy."""
    opened, named = list[Branch](), list[str]()

    def open_one(name: str, source: str | None = None) -> Branch:
        if engine_name == "sqlite":
            url = f"sqlite:///{tmp_path}/{name}.db"
            if source:
                shutil.copyfile(source, tmp_path / f"{name}.db")
        else:
            url = request.getfixturevalue("cluster").create_database(name, source or "template1")
            named.append(name)
        opened.append(Branch(url, tmp_path / name))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()
    for name in named:
        request.getfixturevalue("cluster").drop_database(name)


@pytest.fixture
def old(branch: Callable[..., Branch], filled: str) -> Branch:
    """Open a house with a row in every table."""
    opened = branch("old", filled)
    opened.furnish()
    return opened


@pytest.fixture
def fresh(branch: Callable[..., Branch]) -> Branch:
    """Open a house on an empty database without tables."""
    return branch("fresh")
