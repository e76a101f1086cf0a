"""Houses for tests: built once per database, emptied before each test, with cheap passwords and a quick disk."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Context
from pathlib import Path
from typing import Any

from flask import g, has_app_context
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from core.config import Settings
from core.db import db, writing
from core.factory import House
from core.rows import Base
from tests.support import fresh


def settings(url: str, instance: Path, secret: str, **more: Any) -> Settings:
    """Return settings for a test house."""
    given: dict[str, Any] = {
        "secret_key": secret,
        "database_url": url,
        "base_url": "http://localhost",
        "instance_dir": str(instance),
        "sqlite_synchronous": "OFF",
        "argon2_memory_kb": 8,
        "argon2_rounds": 1,
        "form_min_seconds": 0,
        "letters_wait_minutes": 0,
        "smtp_port": 1,
    }
    return Settings(**{**given, **more}).require()


class Browser(FlaskClient):
    """A browser as in real life: its requests share neither `g` nor a database session with the test around them."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send one request; what the test has read before is read anew afterwards."""
        if has_app_context():
            db.session.rollback()
            g.pop("versions", None)
        return Context().run(super().open, *args, **kwargs)


@dataclasses.dataclass
class Furnished:
    """A house whose tables are there; `empty` brings it back to the vocabulary alone."""

    app: House
    folder: Path
    base_url: str = ""
    kept: fresh.Kept | None = None

    def empty(self) -> None:
        """Take every row out, put the vocabulary in, forget what was kept in memory and in the index."""
        with self.app.app_context():
            db.session.remove()
            if self.kept is None:
                self._first_time()
            else:
                self.kept.restore()
            self.app.extensions["shelf"].clear()
            for kept in ("index", "graph", "graph.pace"):
                self.app.extensions.pop(kept, None)
        for folder in ("search", "graph"):
            _clear(Path(self.app.extensions["settings"].instance_dir) / folder)

    def _first_time(self) -> None:
        with writing():
            _take_out()
        self.app.extensions["shelf"].clear()
        with writing():
            seed(self.app)
        db.session.remove()
        self.kept = fresh.keep(db.engine)

    def close(self) -> None:
        """Close what is open, so that nothing warns about it."""
        self.app.extensions.pop("index", None)
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()


def furnish(app: House, folder: Path) -> Furnished:
    """Return a house ready for tests; unexpected faults become pages, as in real life."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.test_client_class = Browser
    return Furnished(app, folder)


def seed(app: House) -> None:
    """Let every room write its vocabulary."""
    for room in app.extensions["rooms"]:
        if room.seed:
            room.seed()


def _take_out() -> None:
    tables = [table for table in reversed(Base.metadata.sorted_tables) if table.info.get("test_only") is None]
    if db.engine.dialect.name == "postgresql":
        names = ", ".join(f'"{table.name}"' for table in tables)
        db.session.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
        return
    for table in tables:
        db.session.execute(table.delete())


def _clear(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink()


@contextmanager
def changed(app: House, **given: Any) -> Iterator[Settings]:
    """Change settings of a house for the length of a block."""
    before = app.extensions["settings"]
    app.extensions["settings"] = dataclasses.replace(before, **given)
    try:
        yield app.extensions["settings"]
    finally:
        app.extensions["settings"] = before
