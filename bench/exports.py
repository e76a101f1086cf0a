"""Ten thousand ideas as a file, over HTTP: seconds to the first byte and to the last, beside the limits and a plain cursor.

The limits are judged by processor time of server and reader together, which a busy machine does not stretch; the same
seconds by the clock stand below as an aim.
"""

from __future__ import annotations

import csv
import io
import time
import tracemalloc
from collections.abc import Iterator
from urllib.request import urlopen

from sqlalchemy import text

from bench import sites
from bench.figures import NO_LIMIT, Figure, settled, show
from core.db import db
from ideas import narrowing, queries
from ideas.exports import formats, sending
from tests.support import server

LIMITS = (("csv", 0.2, 2.0), ("xlsx", NO_LIMIT, 5.0), ("json", NO_LIMIT, 2.0), ("geojson", NO_LIMIT, 2.0))
PEER = "csv module over a plain cursor"
AT_MOST = 12.0
"""How many times the bare rows: ours has names for ids, areas joined, days in words, addresses, harmless cells."""
MEMORY = 30.0
"""Megabytes of Python's own that an export of any length may hold."""


def run() -> bool:
    """Measure on every database there is; True when every limit is kept."""
    kept = True
    for open_site in sites.everywhere():
        with open_site(searched=False) as site:
            kept = _measured(site) and kept
    return kept


def _measured(site: sites.Site) -> bool:
    def measure() -> list[Figure]:
        figures = [_peer(site)]
        site.settle()
        with server.serve(site.app) as base:
            figures += [one for form, first, whole in LIMITS for one in _form(base, form, first, whole)]
        return [*figures, _memory(site)]

    return show(f"Export of {sites.IDEAS:,} ideas, {site.engine}", settled(measure))


def _form(base: str, form: str, first: float, whole: float) -> Iterator[Figure]:
    spent, waited = time.process_time(), time.monotonic()
    with urlopen(f"{base}/ideen.{form}") as answer:  # noqa: S310 - our own server
        answer.read(1)
        soon = time.process_time() - spent, time.monotonic() - waited
        while answer.read(1 << 20):
            pass
    late = time.process_time() - spent, time.monotonic() - waited
    for part, figures, limit in (("first byte", soon, first), ("whole", late, whole)):
        if limit < NO_LIMIT:
            yield Figure(f"{form}, {part}, processor", figures[0], "s", "limit", limit)
            yield Figure(f"{form}, {part}, by the clock", figures[1], "s", "limit", limit, aim=True)


def _peer(site: sites.Site) -> Figure:
    """Measure our CSV without HTTP beside the same ideas written from a plain cursor."""
    with site.app.app_context():
        began = time.process_time()
        going = sending.opened(queries.ids_of(narrowing.Filters(), public=True), public=True)
        for _piece in formats.as_csv(going):
            pass
        ours = time.process_time() - began
        began = time.process_time()
        with db.engine.connect() as connection:
            writer = csv.writer(io.StringIO(), delimiter=";")
            writer.writerows(
                connection.execute(text("SELECT * FROM idea WHERE published_at IS NOT NULL ORDER BY id DESC"))
            )
        return Figure("csv, processor", ours, "s", PEER, time.process_time() - began, AT_MOST)


def _memory(site: sites.Site) -> Figure:
    with site.app.app_context():
        going = sending.opened(queries.ids_of(narrowing.Filters(), public=True), public=True)
        tracemalloc.start()
        for _piece in formats.as_csv(going):
            pass
        most = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
    return Figure("csv, memory", most, "MB", "limit", MEMORY)
