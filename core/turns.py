"""Whose turn it is to write into an SQLite file: threads wait at a lock, processes at two locked files beside the database.

SQLite lets whoever happens to ask at the right moment go first: of eight processes one waited 3.6 seconds. Here the process
that holds the place at the head of the queue is next, whoever has just written goes to its end. It is a courtesy: the
database itself still decides who writes, and who waits too long asks it directly. A killed process holds nothing.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

if sys.platform != "win32":
    import fcntl

PAUSE = 0.001
"""Seconds between two looks at a lock that another process holds."""


class Locked:
    """A file of which one process at a time holds the lock; opened when first needed, anew in a process that was forked."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: tuple[int, int] | None = None

    def take(self, until: float) -> bool:
        """Wait for the lock; False when it was not to be had until then (monotonic seconds)."""
        if sys.platform == "win32":
            return False
        while True:
            try:
                fcntl.flock(self._file(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    return False
                time.sleep(PAUSE)
            else:
                return True

    def give(self) -> None:
        """Let the next one have it; nothing happens when it was not held."""
        if sys.platform != "win32" and self._opened:
            fcntl.flock(self._opened[1], fcntl.LOCK_UN)

    def _file(self) -> int:
        """Return the open file; a lock of a parent process belongs to its file, which a child must not share."""
        if self._opened and self._opened[0] != os.getpid():
            os.close(self._opened[1])
            self._opened = None
        if self._opened is None:
            self._opened = (os.getpid(), os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        return self._opened[1]

    def close(self) -> None:
        """Close the file."""
        opened, self._opened = self._opened, None
        if opened:
            os.close(opened[1])


class Turn:
    """The right to write next, within this process and, for a database in a file, among all of this machine."""

    def __init__(self, database: str | None, seconds: float) -> None:
        self._gate = threading.Lock()
        self._seconds = seconds
        named = bool(database) and database != ":memory:"
        self._files = (Locked(Path(f"{database}-next")), Locked(Path(f"{database}-turn"))) if named else None

    def take(self) -> None:
        """Wait until it is our turn, or so long that we may ask the database itself."""
        self._gate.acquire()
        if self._files is None:
            return
        head, turn = self._files
        until = time.monotonic() + self._seconds
        try:
            head.take(until)
            turn.take(until)
            head.give()
        except OSError:  # a folder that cannot be written to, a system without such locks: the database decides alone
            self.close()
            self._files = None

    def give(self) -> None:
        """Let the next one write."""
        if self._files:
            self._files[1].give()
        self._gate.release()

    def close(self) -> None:
        """Close the files."""
        for one in self._files or ():
            one.close()
