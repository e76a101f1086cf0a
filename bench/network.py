"""The network of the office: list, search, search as you type, a number's owner, an actor's page, the jump to anywhere.

The limits are the house's promises for 10,000 actors: 15 ms of processor time for a whole page, 95 of 100 pages within
100 ms in the process, statements that do not grow with the number of actors. An actor's page has the second limit only. The
peer is a business suite whose data is fetched over its RPC interface, without a page around it: in the same run, where the
Python is named that it is installed in (`--tryton`), else the 7 ms for a list of 25 and 31 ms for a search by name that
another run gave. It is an aim, no limit.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench import filling_actors, sites
from bench.asking import Answer, asker, statements
from bench.figures import NO_LIMIT, Figure, percentile, processor_ms, settled, show
from bench.sites import Site
from compass import queries
from core import indexing
from core.accounts import sessions
from core.factory import House
from tests.support import people

ACTORS, FEW = 10_000, 100
PAGE_MS, P95_MS, MOST_STATEMENTS = 15, 100, 30
PEER_LIST_MS, PEER_SEARCH_MS = 7, 31
ROOT = "/buero/netzwerk"
OFFICE_PAGES = ("actor",)
"""Pages that are no list: their processor time is an aim."""
WORDS = ("radwege", "Bücherfeste", "muller", "Öztürk", "Werkstatt Hafen", "Wohnstraßen")
TYPED = ("b", "bü", "büc", "büch", "büche", "bücher")
NUMBERS = ("0521 500077", "post77@example.org", "frueher47@example.net", "4000042")
PER_PAGE = 40


@dataclass(frozen=True)
class Peer:
    """What the peer took for the rows of a list and of a search, in ms of processor time, and when that was."""

    list_ms: float
    search_ms: float
    when: str


def run(actors: int = ACTORS, tryton: Path | None = None) -> bool:
    """Print the tables on each database; tell whether every limit was kept."""
    kept, theirs = [], _peer(tryton) if tryton else Peer(PEER_LIST_MS, PEER_SEARCH_MS, "another run's")
    for kind in sites.everywhere():
        with kind(ideas=FEW, searched=False) as site:
            few = filled(site, FEW)
        with kind(ideas=FEW, searched=False) as site:
            many = filled(site, actors)
            asked = pages(site.app)
            title = f"Network, {site.engine}, {actors} actors, load {os.getloadavg()[0]:.1f}"
            kept.append(show(f"{title}: processor time", settled(partial(_times, site.app, asked, actors, theirs))))
            kept.append(show(f"{title}: 95 of 100 pages", settled(partial(_p95, asked, actors))))
            kept.append(show(f"{title}: statements", _counts(many, few)))
    return all(kept)


def filled(site: Site, actors: int) -> dict[str, int]:
    """Fill the house and return how many statements each page costs."""
    with site.app.app_context():
        filling_actors.fill(actors)
        indexing.rebuild()
        _log_in(site.app)
    return {name: _counted(site.app, ask) for name, ask in pages(site.app).items()}


def _log_in(app: House) -> None:
    """Keep the cookie of somebody of the office beside the house."""
    client = people.logged_in(app, "office")
    cookie = client.get_cookie(sessions.cookie_name())
    assert cookie is not None  # noqa: S101 - otherwise every figure would be of the log-in page
    app.extensions["bench.cookie"] = f"{cookie.key}={cookie.value}"


def pages(app: House) -> dict[str, Callable[[], Answer]]:
    """Return calls for each page, some of them for another word each time."""
    found = {
        "list": [ROOT],
        "list, narrowed": [f"{ROOT}?bereich=science&thema={one}&luft=room" for one in (1, 2, 3)],
        "search": [f"{ROOT}?q={one}" for one in WORDS],
        "search, narrowed": [f"{ROOT}?q={one}&bezirk=1&bezirk=2" for one in WORDS],
        "search as you type": [f"{ROOT}?teil=1&q={one}" for one in TYPED],
        "number or address": [f"{ROOT}?q={one}" for one in NUMBERS],
        "actor": [f"{ROOT}/{one}" for one in (7, 8, 9, 50)],
        "jump": [f"/buero/springen?teil=1&q={one}" for one in (*TYPED, *WORDS)],
    }
    return {name: _turns(app, addresses) for name, addresses in found.items()}


def _turns(app: House, addresses: Sequence[str]) -> Callable[[], Answer]:
    cookie = app.extensions["bench.cookie"]
    asked = [asker(app, one.replace(" ", "+"), cookie=cookie) for one in addresses]
    for ask in asked:
        assert ask().status == 200  # noqa: S101 - a refused page would be cheap
    turns = itertools.cycle(asked)
    return lambda: next(turns)()  # noqa: PLW0108 - the next one each time, not the first for ever


def _peer(python: Path) -> Peer:
    """Measure the peer with as many names like ours, in a process and a folder of its own."""
    names = filling_actors.names(ACTORS)
    script = str(Path(__file__).with_name("tryton_peer.py"))
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        command = [str(python), script, folder]
        done = subprocess.run(command, input=json.dumps(names), check=True, capture_output=True, text=True)
    said = json.loads(done.stdout)
    return Peer(said["list"], said["search"], "this run's")


def _times(app: House, pages: dict[str, Callable[[], Answer]], actors: int, theirs: Peer) -> Sequence[Figure]:
    """Measure all pages in turns, and what the list reads alone."""
    (rows, *spent) = processor_ms(_objects(app), *pages.values(), each=6)
    limit = 1.0 if actors <= ACTORS else NO_LIMIT
    found = [
        Figure(name, ms, "ms", "aim" if name in OFFICE_PAGES else "limit", PAGE_MS, limit, aim=name in OFFICE_PAGES)
        for name, ms in zip(pages, spent, strict=True)
    ]
    named = dict(zip(pages, spent, strict=True))
    return [
        *found,
        Figure("list", named["list"], "ms", "all that it reads", rows, NO_LIMIT),
        Figure("list", named["list"], "ms", f"peer, rows alone ({theirs.when})", theirs.list_ms, aim=True),
        Figure("search", named["search"], "ms", f"peer, by name ({theirs.when})", theirs.search_ms, aim=True),
    ]


def _objects(app: House) -> Callable[[], object]:
    def load() -> None:
        with app.test_request_context(ROOT):
            queries.page(queries.Filters(), public=False)

    return load


def _p95(pages: dict[str, Callable[[], Answer]], actors: int) -> Sequence[Figure]:
    """Measure how long somebody waits, in the process: its own work is judged, the clock, which others stretch, is an aim."""
    found = []
    for name, ask in pages.items():
        spent, waits = [], []
        for _ in range(PER_PAGE):
            began, worked = time.perf_counter(), time.process_time()
            ask()
            spent.append((time.process_time() - worked) * 1e3)
            waits.append((time.perf_counter() - began) * 1e3)
        limit = 1.0 if actors <= ACTORS else NO_LIMIT
        found.append(Figure(f"{name}, processor", percentile(spent, 95), "ms", "limit", P95_MS, limit))
        found.append(Figure(f"{name}, by the clock", percentile(waits, 95), "ms", "limit", P95_MS, limit, aim=True))
    return found


def _counted(app: House, ask: Callable[[], Answer]) -> int:
    """Return the most statements one of a page's addresses sends once all is warm, without the note that a log-in is in use."""
    most = 0
    for _ in range(12):
        with statements(app) as heard:
            ask()
        most = max(most, sum("UPDATE login_session" not in one for one in heard))
    return most


def _counts(many: dict[str, int], few: dict[str, int]) -> Sequence[Figure]:
    limits = [Figure(name, number, "", "limit", MOST_STATEMENTS) for name, number in many.items()]
    return [*limits, *(Figure(name, number, "", f"{FEW} actors", few[name]) for name, number in many.items())]
