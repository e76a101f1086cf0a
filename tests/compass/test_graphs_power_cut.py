"""A power cut (kill -9) while a snapshot is written leaves the one before usable; an edit reaches another process by itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import g

from compass import networked, services
from compass.graphs import folders, shelf
from compass.models import TieKind
from core.db import rollback, writing
from core.factory import House
from core.journal import HOUSE
from tests.support import crashable, server
from tests.support.making_actors import make_actor

pytestmark = pytest.mark.slow

PATIENCE = 60.0
WRITER = """
import sys
import numpy as np
from pathlib import Path
from compass.graphs import folders, shelf
made = shelf.read(Path(sys.argv[1]))
folder, turn = Path(sys.argv[2]), 0
whole = np.zeros(3_000_000, dtype=np.float32)
print("ready", flush=True)
while True:
    turn += 1
    shelf.write(folder, type(made)(**{**vars(made), "version": f"{turn}", "weight": whole}))
"""


@pytest.fixture
def crashing(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A house on a fresh database, to look into; the worker is in another process on the same settings."""
    url = f"sqlite:///{tmp_path / 'house.db'}"
    if engine_name == "postgresql":
        url = request.getfixturevalue("cluster").create_database("graphs")
    with crashable.house(url, tmp_path / "instance") as app:
        yield app


def until(true: Callable[[], bool]) -> None:
    def looked() -> bool:
        g.pop("versions", None)  # a request of its own each time
        return true()

    assert crashable.came(looked, PATIENCE), "it did not happen in time"


def known(one: int, other: int) -> bool:
    now = networked.current()
    return now is not None and [near.id for near in now.neighbours(one)] == [other]


def test_an_edit_reaches_another_process_and_a_killed_builder_begins_again(crashing: House) -> None:
    first, second, third = (make_actor(name) for name in ("A", "B", "C"))
    with server.process(environment=crashable.environment(crashing)) as process:
        until(lambda: networked.current() is not None)
        with writing():
            services.tie(first, second, TieKind.COOPERATES, HOUSE)
        until(lambda: known(first, second))
        process.kill()
        rollback()
        with writing():
            services.tie(third, second, TieKind.COOPERATES, HOUSE)
        g.pop("versions", None)
        assert known(first, second), "the old one answers while nobody builds"
        process.start()
        until(lambda: known(third, second))


def test_killed_in_the_middle_of_writing_the_last_whole_one_is_read(crashing: House, tmp_path: Path) -> None:
    from compass.graphs import building  # noqa: PLC0415 - after the house is there

    make_actor("A")
    version = building.build_now()
    source, folder = shelf.path(folders.folder(), version), tmp_path / "written"
    for round_ in range(5):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(source), str(folder)], cwd=server.CHECKOUT, stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        assert crashable.came(lambda: bool(shelf.files(folder)) and any(folder.glob(".graph-*.tmp")), PATIENCE)
        writer.kill()
        writer.wait()
        writer.stdout.close()
        kept = shelf.files(folder)
        assert 1 <= len(kept) <= folders.KEPT + 1, round_
        assert all(len(shelf.read(path).weight) == 3_000_000 for path in kept), round_
    left = list(folder.glob(".graph-*.tmp"))
    made = shelf.read(source)
    shelf.write(folder, made)
    assert left, "a kill left something unfinished at least once"
    assert not list(folder.glob(".graph-*.tmp"))
    assert shelf.read(shelf.files(folder)[0]).version == version
