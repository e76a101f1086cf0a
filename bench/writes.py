"""From the commit to the hit, and how many ideas a busy evening can hand in.

A real server with the worker as its thread, on SQLite with durable commits. What is published comes from another process
(this one), which cannot wake that worker: the slowest way there is. The writers' peer is a bare loop of durable commits on
the same disk in the same run, which nothing that answers after its commit can beat.
"""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from bench import sites
from bench.figures import NO_LIMIT, Figure, percentile, settled, show
from bench.filling import written
from bench.sites import Site
from core.db import writing
from core.factory import House
from core.journal import HOUSE
from ideas import services
from ideas.stages import Stage
from tests.support import server
from tests.support.pages import TOKEN

SEEN_LIMIT_S = 3
PUBLISHED = 20
WRITERS, EACH = 8, 25
POLL_S = 0.05
SYLLABLES = ("ba", "do", "fe", "gu", "ki", "lo", "mu", "ne", "pi", "ru", "sa", "to", "wu", "zi")


def run() -> bool:
    """Print the tables; tell whether what is published is found in time."""
    with (
        sites.sqlite() as site,
        server.process("serve", environment=site.environment(worker="thread")) as house,
    ):
        seen = show(f"Publishing, {site.engine}, {sites.IDEAS} ideas", settled(partial(visible, site.app, house.url)))
        rates = handing_in(site, house.url)
    return show(f"Handing in, {site.engine}, {WRITERS} at a time", rates) and seen


def visible(app: House, base: str) -> Sequence[Figure]:
    """Publish ideas one after the other and look for each until it is found."""
    draw = random.Random()
    waits = [seconds_to_hit(app, base, draw) for _ in range(PUBLISHED)]
    half, most = percentile(waits, 50), percentile(waits, 95)
    return (
        Figure("commit to hit, p50", half, "s", "limit", SEEN_LIMIT_S),
        Figure("commit to hit, p95", most, "s", "limit", SEEN_LIMIT_S),
        Figure("commit to hit, longest", max(waits), "s", "limit", SEEN_LIMIT_S),
    )


def seconds_to_hit(app: House, base: str, draw: random.Random) -> float:
    """Hand in and publish an idea with a word nobody else used; return how long the list does not find it."""
    word = "".join(draw.choice(SYLLABLES) for _ in range(7))
    with app.app_context(), writing():
        idea = services.submit(services.Draft(text=f"{word.title()} am Bach. {written(draw)}"), word).idea.id
    threading.Event().wait(draw.random())  # so that the worker is met at any moment of its round
    with app.app_context(), writing():
        services.advance(idea, Stage.PUBLISHED, HOUSE)
    began = time.monotonic()
    hit = f'href="/ideen/{idea}-'
    while hit not in fetch(f"{base}/ideen?q={word}"):
        if time.monotonic() - began > SEEN_LIMIT_S * 5:
            break
        threading.Event().wait(POLL_S)
    return time.monotonic() - began


def handing_in(site: Site, base: str) -> Sequence[Figure]:
    """Send many forms at once; compare with commits that do nothing else."""
    forms = [fields(base, number) for number in range(WRITERS * EACH)]
    waits: list[float] = []
    began = time.monotonic()
    with ThreadPoolExecutor(WRITERS) as pool:
        waits = list(pool.map(partial(send, base), forms))
    rate = len(waits) / (time.monotonic() - began)
    bare = commits_a_second(Path(site.settings.instance_dir).parent / "bare.db")
    return (
        Figure("an idea", 1e3 / rate, "ms", "bare durable commit", 1e3 / bare, NO_LIMIT),
        Figure("ideas a second", rate, "", "bare durable commits", bare, NO_LIMIT),
        Figure("longest wait", max(waits) * 1e3, "ms", f"{WRITERS} ideas", WRITERS * 1e3 / rate, NO_LIMIT),
    )


def fields(base: str, number: int) -> bytes:
    """Open the form; return what a person would send."""
    found = TOKEN.search(fetch(f"{base}/ideen/neu"))
    assert found  # noqa: S101 - every form carries one
    words = {"token": found[1], "text": f"Nummer {number}: {written(random.Random(number))}", "website": ""}
    return urlencode(words).encode()


def send(base: str, form: bytes) -> float:
    """Send a form; return how long the answer took."""
    began = time.monotonic()
    fetch(f"{base}/ideen/neu", form)
    return time.monotonic() - began


def fetch(address: str, form: bytes | None = None) -> str:
    """Return a page's text; anything but a good answer is an error."""
    with urlopen(Request(address, data=form), timeout=60) as answer:  # noqa: S310 - our own server
        return str(answer.read().decode())


def commits_a_second(path: Path) -> float:
    """Store row by row, each durably, for a second, as fast as the disk allows."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE bare (words TEXT)")
    began, number = time.monotonic(), 0
    while time.monotonic() - began < 1:
        connection.execute("INSERT INTO bare VALUES (?)", ("x" * 600,))
        number += 1
    connection.close()
    return number / (time.monotonic() - began)
