"""What a page costs: processor time beside its own parts and beside a peer's published figures, and its statements.

The peer is a participation platform with 10,000 ideas whose makers published these figures: list 511 ms and 153
statements, idea 57 ms, search (titles only) 184 ms, handing in 98 ms. They come from another machine: an aim, no limit.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from unittest.mock import patch

from bench import sites
from bench.asking import Answer, asker, statements
from bench.figures import NO_LIMIT, Figure, processor_ms, settled, show
from bench.sites import Site
from core.db import db
from core.factory import House
from ideas import queries
from ideas.models import Idea
from ideas.narrowing import Filters
from tests.support.pages import TOKEN

DEEP, DOWN = 20_000, 15_000
LIST_MS, LIST_STATEMENTS, IDEA_MS, SEARCH_MS, HAND_IN_MS = 511, 153, 57, 184, 98
TWENTIETH = 0.05
WORDS = ("radwege", "Haltestelle", "Kitaplätze Bahnhof", "wohnstraßen", "Rollstuhl Energieberatung", "lese")
FIRST = re.compile(rb'<h2><a href="(/ideen/\d+-[^"]*)"')


def run() -> bool:
    """Print the tables for each database; tell whether every limit was kept."""
    kept = []
    for kind in sites.everywhere():
        with kind() as site:
            bare(site.app)
            site.settle()
            kept.append(
                show(f"Pages, {site.engine}, {sites.IDEAS} ideas: processor time", settled(partial(times, site)))
            )
            kept.append(show(f"Pages, {site.engine}, {sites.IDEAS} ideas: statements", counts(site)))
            site.settle()
        with kind(DEEP, searched=False) as site:
            kept.append(show(f"Depth, {site.engine}, {DEEP} ideas", settled(partial(depth, site))))
    return all(kept)


def bare(app: House) -> None:
    """Give the house one route that does nothing; what every answer carries, it carries too."""
    app.add_url_rule("/bare", "bare", lambda: "ok")


def times(site: Site) -> Sequence[Figure]:
    """Measure pages, those that are compared in turns."""
    app = site.app
    page = asker(app, "/ideen")
    unchanged = asker(app, "/ideen", if_none_match=page().headers["ETag"])
    assert unchanged().status == 304  # noqa: S101 - otherwise the figure would be of something else
    found, rows = processor_ms(page, objects(app))
    again, reads = processor_ms(page, objects_and_number(app))
    not_modified, nothing = processor_ms(unchanged, asker(app, "/bare"))
    one, start, searching = processor_ms(asker(app, idea(app)), asker(app, "/"), searches(app), each=len(WORDS) * 3)
    (handing_in,) = processor_ms(hand_in(app), each=5)
    return (
        Figure("list", found, "ms", "loading its objects alone", rows, 2),
        Figure("list", again, "ms", "all that it reads", reads, NO_LIMIT),
        Figure("list, not changed (304)", not_modified, "ms", "route that says ok", nothing, 3),
        Figure("list", found, "ms", "peer", LIST_MS, TWENTIETH, aim=True),
        Figure("idea", one, "ms", "peer", IDEA_MS, TWENTIETH, aim=True),
        Figure("search, titles and texts", searching, "ms", "peer, titles only", SEARCH_MS, TWENTIETH, aim=True),
        Figure("handing in, both pages", handing_in, "ms", "peer, five pages", HAND_IN_MS, TWENTIETH, aim=True),
        Figure("start", start, "ms", "peer, list", LIST_MS, TWENTIETH, aim=True),
    )


def objects(app: House) -> Callable[[], object]:
    """Return a call that loads the list's ideas with the page's own query and options in a request, and nothing else.

    Neither how many there are nor the version numbers are read, though the page needs both: the strictest measure.
    """

    def load() -> None:
        with app.test_request_context("/ideen"):
            wanted = queries._shown_with().where(Idea.published_at.is_not(None))  # noqa: SLF001 - the page's own query
            newest = wanted.order_by(Idea.published_at.desc(), Idea.id.desc())
            db.session.scalars(newest.limit(queries.PAGE + 1)).all()

    return load


def objects_and_number(app: House) -> Callable[[], object]:
    """Return a call of the very function the page reads with: version numbers and the count of ideas belong to it."""

    def load() -> None:
        with app.test_request_context("/ideen"):
            queries.published(Filters())

    return load


def idea(app: House) -> str:
    """Return the address of the newest idea."""
    found = FIRST.search(asker(app, "/ideen", accept_encoding="identity")().body)
    assert found  # noqa: S101 - the house was filled
    return found[1].decode()


def searches(app: House) -> Callable[[], Answer]:
    """Return a call that asks for another word each time; there are hits for each."""
    for words in WORDS:
        plain = asker(app, f"/ideen?q={words.replace(' ', '+')}", accept_encoding="identity")().body
        assert FIRST.search(plain), words  # noqa: S101 - a page without hits would be cheap
    turns = itertools.cycle([asker(app, f"/ideen?q={words.replace(' ', '+')}") for words in WORDS])

    def search() -> Answer:
        return next(turns)()

    return search


def hand_in(app: House) -> Callable[[], None]:
    """Return a call that opens the form and sends it, as a person does."""
    form = asker(app, "/ideen/neu", accept_encoding="identity")
    numbers = itertools.count(1)

    def send() -> None:
        found = TOKEN.search(form().body.decode())
        assert found  # noqa: S101 - every form carries one
        words = {"token": found[1], "text": f"Am Bach fehlt Bank Nummer {next(numbers)} im Schatten.", "website": ""}
        assert asker(app, "/ideen/neu", form=words)().status == 200  # noqa: S101 - a refused idea would be cheap

    return send


def counts(site: Site) -> Sequence[Figure]:
    """Count statements of pages with few and with many ideas."""
    app, found = site.app, []
    address = idea(app)
    for size in (5, queries.PAGE, 100):
        with sized(size):
            number = counted(app, asker(app, "/ideen"))
        found.append(Figure(f"list of {size}", number, "", "limit", 8))
    found.append(Figure("list, searched", counted(app, searches(app)), "", "limit", 8))
    found.append(Figure("idea", counted(app, asker(app, address)), "", "limit", 6))
    found.append(Figure("list", found[1].ours, "", "peer", LIST_STATEMENTS, TWENTIETH, aim=True))
    found.append(Figure("list of 100", found[2].ours, "", "list of 5", found[0].ours))
    return found


@contextmanager
def sized(size: int) -> Iterator[None]:
    """Let pages of the list be longer or shorter for the length of a block."""
    with patch.object(queries, "published", partial(queries.published, size=size)):
        yield


def counted(app: House, ask: Callable[[], Answer]) -> int:
    """Return how many statements a page sends once all is warm."""
    ask()
    with statements(app) as heard:
        assert ask().status == 200  # noqa: S101 - an error page needs no statement
    return len(heard)


def depth(site: Site) -> Sequence[Figure]:
    """Compare the first page of the list with the one so many rows down."""
    with site.app.app_context():
        edge = queries.published(Filters(), size=DOWN).ideas[-1]
        cursor = queries.cursor_of(edge)
    first, deep = asker(site.app, "/ideen"), asker(site.app, f"/ideen?vor={cursor}")
    assert deep().status == 200  # noqa: S101 - a wrong cursor would be cheap
    near, far = processor_ms(first, deep)
    return (Figure(f"list, {DOWN} rows down", far, "ms", "first page", near, 2),)
