"""Migrations: the database's shape, moved forwards and backwards, all of it or nothing.

They run on an engine of their own: with foreign keys on, SQLite would delete child rows whenever Alembic rebuilds a
parent table. One transaction holds a whole run; two processes that start together wait for each other.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal

import click
from alembic import command
from alembic.autogenerate.api import AutogenContext
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask.cli import with_appcontext
from sqlalchemy import Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.sql.elements import False_, True_

from core.config import ROOT
from core.db import BUSY_MS, db
from core.rows import Base, UtcDateTime

FOLDER: Final = ROOT / "migrations"
ADVISORY_LOCK: Final = 7_823_660
"""Any number, the same in every process: who migrates a PostgreSQL database holds it."""


class BrokenReferences(Exception):
    """A migration left rows that point at nothing; it was taken back."""


def upgrade(url: str, revision: str = "head", *, folder: Path | None = None) -> None:
    """Bring a database forward to a revision."""
    with _moving(url) as connection:
        command.upgrade(_config(folder or FOLDER, connection), revision)


def downgrade(url: str, revision: str, *, folder: Path | None = None) -> None:
    """Take a database back to a revision; "base" leaves no table."""
    with _moving(url) as connection:
        command.downgrade(_config(folder or FOLDER, connection), revision)


def current(url: str) -> str | None:
    """Return a database's revision; None when it holds nothing of ours. Makes no file."""
    file = _sqlite_file(url)
    if file is not None and not file.exists():
        return None
    engine = _engine(url, writes=False)
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str | None:
    """Return the newest revision this program knows."""
    return ScriptDirectory(str(FOLDER)).get_current_head()


def known(revision: str) -> bool:
    """Tell whether this program has the migrations of a revision."""
    return revision in {script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()}


def check(url: str) -> str | None:
    """Return one sentence why the house cannot open on this database, None when it can."""
    try:
        found = current(url)
    except SQLAlchemyError as error:
        return f"The database cannot be reached ({type(error).__name__}): check STADTKOMPASS_DATABASE_URL."
    if found == head():
        return None
    if found is None:
        return "The database is empty: run `python run.py migrate` first."
    if not known(found):
        return f"The database ({found}) is newer than this program ({head()}): install the newer program."
    return f"The database ({found}) is older than the program ({head()}): back it up, then run `python run.py migrate`."


def differences(connection: Connection) -> list[Any]:
    """Return what the rows in the code and the tables in a database disagree about; empty when all is well."""
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415 - for tests and developers only

    context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": Base.metadata})
    return list(compare_metadata(context, Base.metadata))


def configure(context: Any) -> None:  # noqa: ANN401 - Alembic's proxy module, typed as nothing
    """Give Alembic's environment our connection and habits; migrations/env.py calls this."""
    connection: Connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=_plain_types,
        compare_type=True,
        transactional_ddl=True,
    )


def _plain_types(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """Write our own column types as what the database sees: a migration must not change when the code does.

    Truth as a default is written as the word that every database reads in its own way.
    """
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "server_default" and isinstance(getattr(item, "arg", None), True_ | False_):
        return f"sa.{item.arg}()"  # type: ignore[attr-defined]  # asked above
    return False


def _config(folder: Path, connection: Connection) -> Config:
    """Return Alembic's configuration without its file."""
    config = Config(output_buffer=None)
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


@contextmanager
def _moving(url: str) -> Iterator[Connection]:
    """Hold one transaction that nobody shares; SQLite's references are checked before it ends."""
    engine = _engine(url, writes=True)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")
        yield connection
        if engine.dialect.name == "sqlite":
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise BrokenReferences(f"rows of {sorted({row[0] for row in broken})} would point at nothing")


def _engine(url: str, *, writes: bool) -> Engine:
    """Return an engine without pool; on SQLite with explicit BEGIN and without foreign keys."""
    engine = create_engine(url, poolclass=NullPool)
    if engine.dialect.name != "sqlite":
        return engine
    file = _sqlite_file(url)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)

    @event.listens_for(engine, "connect")
    def connect(raw: Any, _: object) -> None:  # noqa: ANN401 - the driver's own connection
        raw.isolation_level = None
        for pragma in (f"busy_timeout={BUSY_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=OFF"):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _sqlite_file(url: str) -> Path | None:
    """Return where an SQLite database lies."""
    parts = make_url(url)
    return Path(parts.database) if parts.get_backend_name() == "sqlite" and parts.database else None


def write_migration(message: str, *, redo: bool = False) -> Path:
    """Write the next migration from what the rows in the code have and the migrations so far have not.

    With `redo` the newest file is thrown away first: only for one that was never released.
    """
    script = ScriptDirectory(str(FOLDER))
    newest = script.get_revision("head") if script.get_current_head() else None
    number = int(newest.revision) if newest else 0
    if redo and newest:
        Path(newest.path).unlink()
        number -= 1
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/draft.db"
        upgrade(url)
        with _moving(url) as connection:
            made = command.revision(_config(FOLDER, connection), message, autogenerate=True, rev_id=f"{number + 1:04}")
    assert made is not None  # noqa: S101 - one revision was asked for
    assert not isinstance(made, list)  # noqa: S101 - and only one
    path = Path(made.path)
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"\n *# (###|commands).*", "", text), encoding="utf-8")
    for words in (("check", "--fix-only"), ("format",)):
        subprocess.run([sys.executable, "-m", "ruff", *words, "--quiet", str(path)], check=True)
    return path


@click.command("migrate")
@click.argument("revision", default="head")
@click.option("--down", is_flag=True, help="Take the database back to REVISION instead; make a backup first.")
@with_appcontext
def migrate_command(revision: str, *, down: bool) -> None:
    """Bring the database into the shape this program needs."""
    if down and revision == "head":
        raise click.UsageError("Say how far down: a number like 0001, -1, or base.")
    url = db.engine.url.render_as_string(hide_password=False)
    before = current(url)
    (downgrade if down else upgrade)(url, revision)
    after = current(url)
    click.echo(
        f"The database stands at {after}." if before == after else f"The database went from {before} to {after}."
    )


@click.command("migration")
@click.argument("message")
@click.option("--redo", is_flag=True, help="Write the newest migration anew; only if it was never released.")
def migration_command(message: str, *, redo: bool) -> None:
    """Write the next migration from the rows in the code (for developers)."""
    click.echo(write_migration(message, redo=redo))


commands: Final = (migrate_command,)
