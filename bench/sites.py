"""Houses for measuring: as in real life (durable writes), in a folder of their own that is gone afterwards."""

from __future__ import annotations

import dataclasses
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from pathlib import Path

from bench.filling import fill
from core import indexing, migrating, seeding
from core.config import PREFIX, Settings
from core.db import db
from core.factory import House
from run import create_app
from tests.support import houses, postgres

IDEAS = 10_000
SECRET = "only-for-measuring-" + "x" * 32


@dataclasses.dataclass
class Site:
    """A filled database with its settings, and the house that stands on it."""

    settings: Settings

    @cached_property
    def app(self) -> House:
        """The house, built when first asked for."""
        return create_app(self.settings)

    @property
    def engine(self) -> str:
        """The database's name as people say it."""
        return "SQLite" if self.settings.sqlite else "PostgreSQL"

    def environment(self, **given: str) -> dict[str, str]:
        """Return the settings as another process reads them."""
        names = {field.name: getattr(self.settings, field.name) for field in dataclasses.fields(self.settings)}
        wanted = {**names, **given}
        return {PREFIX + name.upper(): str(value) for name, value in wanted.items() if name not in {"host", "port"}}

    def settle(self) -> None:
        """Wait until similar ideas are read in the background: their time and statements would be counted as a page's."""
        self.app.test_client().get("/ideen/neu")
        for thread in threading.enumerate():
            if thread.name == "similar":
                thread.join()

    def close(self) -> None:
        """Let go of the database."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()


@contextmanager
def sqlite(ideas: int = IDEAS, *, searched: bool = True) -> Iterator[Site]:
    """Give a house on SQLite for the length of a block."""
    with (
        tempfile.TemporaryDirectory(prefix="bench") as folder,
        _filled(f"sqlite:///{folder}/house.db", Path(folder), ideas, searched=searched) as site,
    ):
        yield site


@contextmanager
def postgresql(ideas: int = IDEAS, *, searched: bool = True) -> Iterator[Site]:
    """Give a house on a PostgreSQL of its own for the length of a block; it does not wait for the disk."""
    cluster = postgres.start()
    try:
        url = cluster.create_database("house")
        with (
            tempfile.TemporaryDirectory(prefix="bench") as folder,
            _filled(url, Path(folder), ideas, searched=searched) as site,
        ):
            yield site
    finally:
        cluster.stop()


def everywhere() -> tuple[Callable[..., AbstractContextManager[Site]], ...]:
    """Return the kinds of house that can be had on this machine."""
    why = postgres.missing()
    if why:
        print(f"PostgreSQL left out: {why}")
        return (sqlite,)
    return (sqlite, postgresql)


@contextmanager
def _filled(url: str, folder: Path, ideas: int, *, searched: bool) -> Iterator[Site]:
    """Migrate, seed and fill a database, build its index, and close all at the end."""
    migrating.upgrade(url)
    given = {"sqlite_synchronous": "FULL", "ideas_per_hour": 1_000_000}
    site = Site(houses.settings(url, folder / "instance", SECRET, **given))
    with site.app.app_context():
        seeding.seed()
        fill(ideas)
        if searched:
            indexing.rebuild()
    try:
        yield site
    finally:
        site.close()
