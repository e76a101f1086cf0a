"""Houses whose worker or server is another process that may be killed: a database with full durability, and its settings."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core import migrating
from core.db import db, rollback, writing
from core.factory import House
from run import create_app
from tests.support import houses

SECRET = "for tests only, nobody logs in with it"
NAMES = (
    *("secret_key", "database_url", "base_url", "instance_dir"),
    *("worker", "smtp_port", "ideas_per_hour", "form_min_seconds"),
)


@contextmanager
def house(url: str, instance: Path, **more: Any) -> Iterator[House]:
    """Migrate and seed a database and give a house on it, to look into."""
    migrating.upgrade(url)
    app = create_app(houses.settings(url, instance, SECRET, sqlite_synchronous="FULL", worker="thread", **more))
    with app.app_context():
        with writing():
            houses.seed(app)
        yield app
        db.session.remove()
        db.engine.dispose()


def environment(app: House) -> dict[str, str]:
    """Return the house's settings as another process reads them."""
    return {f"STADTKOMPASS_{name.upper()}": str(getattr(app.extensions["settings"], name)) for name in NAMES}


def came(true: Callable[[], bool], seconds: float) -> bool:
    """Look again and again, with fresh eyes, until something is true; False when time is up."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.01)):
        rollback()
        if true():
            return True
        pause.wait(0.01)
    return False
