"""Branches of the house: each with a database and an instance folder of its own, for tests that move everything."""

from pathlib import Path
from typing import Any

from sqlalchemy import NullPool, create_engine, text

import run
from core import backup, migrating
from core.db import db
from core.factory import House
from core.rows import Base
from tests.support import houses, rows

KEY = "a-secret-key-that-no-backup-may-hold-4711"
SALT = b"salt-of-a-day-that-nobody-may-read"[:32]
PIN = "e" * 20 + "0123456789" + "f" * 34
BANK = "files/2026/bank.txt"


class Branch:
    """A house with a database and an instance folder of its own."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.instance = folder / "instance"
        self.app: House = run.create_app(houses.settings(url, self.instance, KEY))

    def contents(self) -> dict[str, list[tuple[object, ...]]]:
        """Return all rows of all tables."""
        with self.app.app_context(), db.engine.connect() as connection:
            return rows.contents(connection)

    def furnish(self) -> None:
        """Put files into the instance folder: one that matters, others that do not."""
        self.lay("files/2026/bank.txt", "Eine Bank am Oberen Weg")
        for private in ("search/segment", "static-cache/app.css", "mail/1.eml", "secret_key"):
            self.lay(private, KEY)

    def lay(self, name: str, words: str) -> None:
        """Put a file into the instance folder."""
        path = self.instance / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")

    def make(self, folder: Path) -> Path:
        """Make a backup."""
        with self.app.app_context():
            return backup.make(self.url, folder)

    def restore(self, folder: Path, *, replace: bool = False) -> str:
        """Restore a backup."""
        with self.app.app_context():
            return backup.restore(self.url, folder, replace=replace)

    def command(self, *words: str) -> Any:
        """Run a command of the house."""
        return self.app.test_cli_runner().invoke(args=list(words))

    def close(self) -> None:
        """Close what is open."""
        houses.Furnished(self.app, self.instance).close()


def fill(url: str) -> None:
    """Migrate a database and put a row into every table."""
    migrating.upgrade(url)
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        rows.fill(connection, Base.metadata)
        connection.execute(text("UPDATE login_session SET token_hash = :pin"), {"pin": PIN})
        connection.execute(text("UPDATE limit_salt SET salt = :salt"), {"salt": SALT})


def without(contents: dict[str, list[tuple[object, ...]]], *tables: str) -> dict[str, list[tuple[object, ...]]]:
    """Return contents with some tables left out."""
    return {name: found for name, found in contents.items() if name not in tables}


def made_by(branch: Branch) -> str:
    """Return the name of a branch's engine."""
    return "sqlite" if branch.url.startswith("sqlite") else "postgresql"
