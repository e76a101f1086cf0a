"""What two serving processes hold in memory, at first and after thousands of requests.

With PostgreSQL two workers of gunicorn, else two of our own servers on SQLite. Counted is the proportional share of every
process (PSS: memory that processes share is counted once), the main process of gunicorn included.
"""

from __future__ import annotations

import http.client
import itertools
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from bench import sites
from bench.figures import Figure, show
from bench.sites import Site
from core.config import ROOT
from tests.support import postgres, server

LIMIT_MB, PEER_MB = 250, 742
FIRST, WARM, LAST = 200, 1000, 5000
GROWTH = 1.05
CLIENTS, TOGETHER = 4, 10
PAGES = ("/", "/ideen", "/ideen?q=radwege", "/ideen/neu", "/ideen?thema=3", "/ideen?q=Haltestelle+licht", "/impressum")


def run() -> bool:
    """Print the table; tell whether two processes keep the limit and do not grow."""
    kind = sites.sqlite if postgres.missing() else sites.postgresql
    with kind() as site, ExitStack() as stack:
        if site.settings.sqlite:
            running = [stack.enter_context(server.process("serve", environment=site.environment())) for _ in range(2)]
            what, addresses = "two of our own servers", [one.url for one in running]
            groups = [one.running.pid for one in running if one.running]
        else:
            what, address, group = "gunicorn, two workers", *stack.enter_context(gunicorn(site))
            addresses, groups = [address], [group]
        held = list(growing(addresses, groups))
    figures = [
        Figure(f"after {FIRST} requests", held[0], "MB", "limit", LIMIT_MB),
        Figure(f"after {FIRST} requests", held[0], "MB", "peer", PEER_MB, LIMIT_MB / PEER_MB, aim=True),
        Figure(f"after {LAST} requests", held[2], "MB", "limit", LIMIT_MB),
        Figure(f"after {LAST} requests", held[2], "MB", f"after {WARM}", held[1], GROWTH),
    ]
    return show(f"Memory, {what}, {site.engine}, {sites.IDEAS} ideas", figures)


def growing(addresses: Sequence[str], groups: Sequence[int]) -> Iterator[float]:
    """Ask for mixed pages; give the megabytes held after the first, the warm and the last request."""
    asked = 0
    for number in (FIRST, WARM, LAST):
        ask(addresses, number - asked)
        asked = number
        yield sum(held_mb(pid) for group in groups for pid in members(group))


def ask(addresses: Sequence[str], number: int) -> None:
    """Send requests from a few clients that keep their connections, every page and many ideas in turn."""
    ideas = (f"/ideen/{1 + turn * 7 % sites.IDEAS}" for turn in itertools.count())
    paths = itertools.islice(itertools.cycle([*PAGES, ""]), number)
    waiting = [path or next(ideas) for path in paths]
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(
            pool.map(lambda start: _client(addresses[start % len(addresses)], waiting[start::CLIENTS]), range(CLIENTS))
        )


def _client(address: str, paths: Sequence[str]) -> None:
    """Ask for some pages, a few over one connection, then over a new one that another worker may take."""
    for start in range(0, len(paths), TOGETHER):
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        for path in paths[start : start + TOGETHER]:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            answer.read()
            if answer.status >= 400:
                raise RuntimeError(f"{path}: {answer.status}")
        connection.close()


@contextmanager
def gunicorn(site: Site) -> Iterator[tuple[str, int]]:
    """Serve a house with two workers for the length of a block; give its address and process group."""
    port = server.free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--preload",
        "-k",
        "gthread",
        "--threads",
        "8",
        "-w",
        "2",
        "-b",
        f"127.0.0.1:{port}",
    ]
    running = subprocess.Popen(
        [*command, "--log-level", "warning", "run:create_app()"],
        cwd=ROOT,
        env={**os.environ, **site.environment()},
        start_new_session=True,
    )
    try:
        end = time.monotonic() + 60
        while not _answers(port):
            if running.poll() is not None or time.monotonic() > end:
                raise RuntimeError("gunicorn does not answer")
            threading.Event().wait(0.05)
        yield f"http://127.0.0.1:{port}", running.pid
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(30)


def _answers(port: int) -> bool:
    """Say whether a page comes from a port."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/impressum")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def members(group: int) -> list[int]:
    """Return the processes of a group."""
    listed = [path for path in Path("/proc").iterdir() if path.name.isdecimal()]
    found = []
    for path in listed:
        try:
            stat = (path / "stat").read_text(encoding="ascii", errors="replace")
        except OSError:  # ended meanwhile
            continue
        if int(stat.rpartition(")")[2].split()[2]) == group:
            found.append(int(path.name))
    return found


def held_mb(pid: int) -> float:
    """Return a process's proportional share of memory in megabytes; its resident memory where the kernel keeps no shares."""
    folder = Path("/proc") / str(pid)
    for name, word in (("smaps_rollup", "Pss"), ("status", "VmRSS")):
        try:
            found = re.search(rf"^{word}:\s+(\d+) kB", (folder / name).read_text(encoding="ascii"), re.MULTILINE)
        except OSError:
            continue
        if found:
            return int(found[1]) / 1000
    return 0.0
