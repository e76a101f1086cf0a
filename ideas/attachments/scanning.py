"""Prüfung auf Schadsoftware: asks a command or a running clamd; no answer is never taken for a good one."""

from __future__ import annotations

import enum
import logging
import shlex
import socket
import struct
import subprocess
from pathlib import Path
from typing import Final

from core.config import settings

log = logging.getLogger(__name__)

SECONDS: Final = 60
PIECE: Final = 1 << 16


class Verdict(enum.StrEnum):
    """What the scanner says of a file; OFF when none is set, FAILED when it did not answer."""

    OFF = "off"
    CLEAN = "clean"
    FOUND = "found"
    FAILED = "failed"


def scan(path: Path) -> Verdict:
    """Ask the scanner that the settings name."""
    if settings().scan_command:
        return _by_command(settings().scan_command, path)
    if settings().scan_socket:
        return _by_clamd(settings().scan_socket, path)
    return Verdict.OFF


def _by_command(command: str, path: Path) -> Verdict:
    """Run a command with the file's path behind it: 0 clean, 1 found, anything else no answer (as clamscan does it)."""
    try:
        words = [*shlex.split(command), str(path.resolve())]
        done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        log.warning("the scanner did not answer: %s", type(error).__name__)
        return Verdict.FAILED
    if done.returncode not in {0, 1}:
        log.warning("the scanner ended with %s", done.returncode)
    return {0: Verdict.CLEAN, 1: Verdict.FOUND}.get(done.returncode, Verdict.FAILED)


def _by_clamd(where: str, path: Path) -> Verdict:
    """Send a file to clamd (INSTREAM: pieces with their length before them, an empty one at the end)."""
    try:
        with _connected(where) as line, path.open("rb") as file:
            line.sendall(b"zINSTREAM\0")
            while piece := file.read(PIECE):
                line.sendall(struct.pack("!I", len(piece)) + piece)
            line.sendall(struct.pack("!I", 0))
            said = line.recv(4096).rstrip(b"\0\n")
    except (OSError, ValueError) as error:
        log.warning("clamd did not answer: %s", type(error).__name__)
        return Verdict.FAILED
    if said.endswith(b" FOUND"):
        return Verdict.FOUND
    return Verdict.CLEAN if said == b"stream: OK" else Verdict.FAILED


def _connected(where: str) -> socket.socket:
    """Open clamd's socket: a path, or host:port."""
    host, _, port = where.rpartition(":")
    if host and port.isdecimal():
        return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(SECONDS)
    try:
        line.connect(where)
    except OSError:
        line.close()
        raise
    return line
