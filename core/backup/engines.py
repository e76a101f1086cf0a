"""How each database engine copies itself out and comes back: by its own means, consistent while others write."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from psycopg.conninfo import make_conninfo
from sqlalchemy import NullPool, create_engine, inspect, make_url, text

from core import migrating
from core.backup.manifest import Failed
from core.db import BUSY_MS
from core.rows import Base

FLEETING: Final = ("limit_salt", "limit_try", "login_session", "login_try")
"""The floor's tables whose rows no backup keeps: who tried what, by which salt, who is logged in."""
PROGRAMS: Final = Path("/usr/lib/postgresql")
PATIENCE: Final = 40
"""Quarters of a second to wait for somebody who still writes."""
EVERYTHING_GOES: Final = """
SET lock_timeout = '10s';
DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP TABLE public.%I CASCADE', name);
  END LOOP;
END $$;
"""


@dataclass(frozen=True)
class Engine:
    """One engine: name, file in a backup, how to copy out, how to put back (and bring to this program's shape)."""

    name: str
    file: str
    copy_out: Callable[[str, Path], None]
    put_back: Callable[[str, Path], None]


def fleeting() -> tuple[str, ...]:
    """Return all tables whose rows no backup keeps: the floor's, and those a room marks with info={"fleeting": True}."""
    return (*FLEETING, *(table.name for table in Base.metadata.sorted_tables if table.info.get("fleeting")))


def of(url: str) -> Engine:
    """Return the engine behind a database address."""
    return ENGINES[make_url(url).get_backend_name()]


def filled_tables(url: str) -> list[str]:
    """Return the tables of a database that hold rows, Alembic's own left out."""
    if migrating.current(url) is None and of(url).name == "sqlite":
        return []
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        tables = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
        quote = engine.dialect.identifier_preparer.quote
        return [t for t in tables if connection.execute(text(f"SELECT 1 FROM {quote(t)} LIMIT 1")).first()]  # noqa: S608 - names come from the database itself


def _sqlite_out(url: str, target: Path) -> None:
    """Copy a live SQLite file by its backup interface, then empty the copy of what must not live on."""
    try:
        with closing(sqlite3.connect(_file(url))) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy, progress=_patient())
            copy.isolation_level = None
            copy.execute("PRAGMA journal_mode=DELETE")
            copy.execute("PRAGMA secure_delete=ON")
            _forget_fleeting(copy)
            copy.execute("VACUUM")
    except sqlite3.Error as error:
        raise Failed(f"the database could not be copied ({error})") from error


def _forget_fleeting(copy: sqlite3.Connection) -> None:
    """Delete fleeting rows and the contents of letters that have arrived."""
    there = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in sorted(there.intersection(fleeting())):
        copy.execute(f"DELETE FROM {table}")  # noqa: S608 - one of our own names
    if "outbox" in there:
        copy.execute("UPDATE outbox SET payload = '{}' WHERE done_at IS NOT NULL")


def _sqlite_back(url: str, source: Path) -> None:
    """Bring a working copy to this program's shape, then let it flow into the live file in one transaction."""
    live = _file(url)
    live.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=live.parent) as folder:
        work = Path(folder) / "work.db"
        shutil.copyfile(source, work)
        _check_whole(work)
        migrating.upgrade(f"sqlite:///{work}")
        try:
            with closing(sqlite3.connect(work)) as copy, closing(sqlite3.connect(live)) as target:
                target.execute(f"PRAGMA busy_timeout={BUSY_MS}")
                copy.backup(target, progress=_patient())
        except sqlite3.Error as error:
            raise Failed(
                f"the database could not be replaced ({error}); stop the server and the worker first"
            ) from error


def _check_whole(work: Path) -> None:
    """Raise Failed unless SQLite itself finds a file sound."""
    try:
        with closing(sqlite3.connect(work)) as copy:
            verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        verdict = str(error)
    if verdict != "ok":
        raise Failed(f"the copy of the database is damaged ({verdict})")


def _patient() -> Callable[[int, int, int], None]:
    """Return a watcher that gives up when somebody holds the file for too long."""
    waited = 0

    def watch(status: int, _: int, __: int) -> None:
        nonlocal waited
        waited += status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
        if waited > PATIENCE:
            raise sqlite3.OperationalError("database is locked")

    return watch


def _file(url: str) -> Path:
    return Path(make_url(url).database or "")


def _postgres_out(url: str, target: Path) -> None:
    """Dump a live PostgreSQL database in its own format: one snapshot, whatever others write."""
    leave = [f"--exclude-table-data={table}" for table in fleeting()]
    _run(url, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", *leave, f"--file={target}")


def _postgres_back(url: str, source: Path) -> None:
    """Put a dump in the place of everything, in one transaction; then bring it to this program's shape."""
    with tempfile.TemporaryDirectory(prefix="restore-") as folder:
        gone, script = Path(folder) / "gone.sql", Path(folder) / "dump.sql"
        gone.write_text(EVERYTHING_GOES, encoding="utf-8")
        _run(url, "pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(source), connected=False)
        once = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null")
        _run(url, "psql", *once, f"--file={gone}", f"--file={script}")
    migrating.upgrade(url)


def _run(url: str, program: str, *words: str, connected: bool = True) -> None:
    """Run one of PostgreSQL's programs; the password goes through the environment, where ps does not show it."""
    known: MutableMapping[str, Any] = make_url(url).get_dialect()().create_connect_args(make_url(url))[1]
    password = {"PGPASSWORD": str(known.pop("password"))} if "password" in known else {}
    where = [f"--dbname={make_conninfo(**known)}"] if connected else []
    done = subprocess.run(
        [_program(url, program), *where, *words],
        env={**os.environ, "LC_ALL": "C", **password},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        raise Failed(f"{program} failed ({lines[-1] if lines else f'it ended with {done.returncode}'})")


def _program(url: str, name: str) -> str:
    """Find one of PostgreSQL's programs: of the server's version, else the newest, else on the PATH."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        assert connection.dialect.server_version_info is not None  # noqa: S101 - known once connected
        server = connection.dialect.server_version_info[0]
    found = {int(p.parts[-3]): p for p in PROGRAMS.glob(f"*/bin/{name}") if p.parts[-3].isdigit()}
    path = found.get(int(server)) or (found[max(found)] if found else shutil.which(name))
    if path is None:
        raise Failed(f"{name} was not found: install PostgreSQL's client programs (postgresql-client)")
    return str(path)


ENGINES: Final[Mapping[str, Engine]] = {
    "sqlite": Engine("sqlite", "database.sqlite", _sqlite_out, _sqlite_back),
    "postgresql": Engine("postgresql", "database.dump", _postgres_out, _postgres_back),
}
