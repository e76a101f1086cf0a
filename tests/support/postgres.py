"""A throw-away PostgreSQL cluster: no port, socket in a short folder, as fast and careless as a test may be."""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

from tools import parts

OWNER = "postgres"  # root may not run a server; Debian's package brings this user
FAST = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
    "autovacuum=off",
)


@dataclass(frozen=True)
class Cluster:
    """A running server that only this test run knows."""

    folder: Path
    programs: Path

    def url(self, database: str = "postgres") -> str:
        """Return the address SQLAlchemy takes for a database in this cluster."""
        return f"postgresql+psycopg://test@/{database}?host={self.folder}"

    def create_database(self, name: str, template: str = "template1") -> str:
        """Create a database, from another one where given, in the place of one of that name; return its address."""
        self.drop_database(name)
        self._say("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Drop a database even while somebody is connected."""
        self._say("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def stop(self) -> None:
        """Stop the server at once and remove every trace."""
        stop = ("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")
        try:
            run(self.programs, self.folder, *stop)
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _say(self, statement: LiteralString, *names: str) -> None:
        with psycopg.connect(f"host={self.folder} user=test dbname=postgres", autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def missing() -> str:
    """Return why no cluster can be had on this machine, empty when one can."""
    if parts.postgresql() is None:
        return "PostgreSQL is not installed (no initdb found)."
    if is_root() and (shutil.which("runuser") is None or not has_owner()):
        return f"PostgreSQL does not run as root, and runuser or the user {OWNER} is missing."
    return ""


def start() -> Cluster:
    """Make a cluster and start it, in about a second; RuntimeError carries the server's own words when it fails."""
    programs = parts.postgresql()
    if missing() or programs is None:
        raise RuntimeError(missing())
    # The path of a socket ends at 107 bytes, and the owner must be able to enter: TMPDIR promises neither.
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    if is_root():
        shutil.chown(folder, OWNER)
    settings = [f"-c {setting}" for setting in (*FAST, f"unix_socket_directories={folder}")]
    locale = "C.UTF-8" if sys.platform == "linux" else "C"
    data = str(folder / "data")
    initdb = ("-U", "test", "--auth=trust", "--encoding=UTF8", f"--locale={locale}", "--no-sync")
    try:
        run(programs, folder, "initdb", "-D", data, *initdb)
        run(programs, folder, "pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", " ".join(settings), "start")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Cluster(folder, programs)


def run(programs: Path, folder: Path, program: str, *words: str) -> None:
    """Run one of the server's programs as somebody who is not root, in a folder that somebody may enter."""
    as_owner = ["runuser", "-u", OWNER, "--"] if is_root() else []
    done = subprocess.run(
        [*as_owner, str(programs / program), *words],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
        check=False,
    )
    if done.returncode:
        log = folder / "log"
        raise RuntimeError(f"{program} failed: {done.stdout}{log.read_text() if log.exists() else ''}")


def is_root() -> bool:
    """Say whether this process is root's."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def has_owner() -> bool:
    """Say whether the user exists that may run a server for root."""
    import pwd  # noqa: PLC0415  not on Windows

    return OWNER in {entry.pw_name for entry in pwd.getpwall()}
