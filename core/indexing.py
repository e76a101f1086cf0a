"""Keeps the search index true to the rows: changes are promised with the row and written by the worker alone.

One writer at a time: a file lock beside the index, held for one bunch of changes or one rebuild and freed by the system
when its process dies. A missing or broken index is rebuilt by the worker; until then searching says "not ready".
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Final

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select
from whoosh.util.filelock import FileLock, try_for

from core import outbox, things, word_lists
from core.config import settings
from core.db import db, rollback
from core.outbox import Batch, Outcome, Parcel, Promise
from core.search import suggestions
from core.search.index import PAGE, Hit, IndexMissing, SearchDoc, SearchIndex
from core.search.query import ParsedQuery
from core.search.whoosh_index import WhooshIndex
from core.search.wordbook import PLAIN, Wordbook
from core.things import Thing

log = logging.getLogger(__name__)

KIND: Final = "index"
WORDS: Final = "words"
"""Stands for the wordbook among the kinds of changed things."""
AT_MOST: Final = 500
LITTLE: Final = 3
"""So few hits may mean a misspelled word."""
PATIENCE: Final = 30.0
"""Seconds a rebuild waits for its turn."""


def changed(thing: Thing) -> None:
    """Promise in the present transaction that the index will follow this thing, gone or changed."""
    outbox.promise(KIND, {"kind": thing.kind, "id": thing.id})


def words_changed() -> None:
    """Promise in the present transaction that the whole index will be written anew with the wordbook of then."""
    outbox.promise(KIND, {"kind": WORDS, "id": 0})


def index() -> SearchIndex:
    """Return this process's index object, made when first needed."""
    found: SearchIndex | None = current_app.extensions.get("index")
    if found is None:
        found = current_app.extensions.setdefault("index", WhooshIndex(settings().instance / "search"))
    return found


def wordbook() -> Wordbook:
    """Return the wordbook the index answers with; the plain one while there is no index."""
    try:
        return index().wordbook()
    except IndexMissing:
        return PLAIN


@contextmanager
def turn(patience: float = 0.0) -> Iterator[bool]:
    """Hold the right to write the index; False when another process or thread has it."""
    settings().instance.mkdir(parents=True, exist_ok=True)
    lock = FileLock(str(settings().instance / "search.lock"))
    ours = try_for(lock.acquire, timeout=patience)
    try:
        yield ours
    finally:
        if ours:
            lock.release()


def deliver_changes(parcels: Sequence[Parcel]) -> Generator[Outcome, None, None]:
    """Make the index follow many things with one commit; if that fails one by one, so that one cannot hold the rest."""
    payloads = [payload for _, payload in parcels]
    try:
        if any(payload["kind"] == WORDS for payload in payloads):
            _build()  # from rows that hold the other changes already
        else:
            _follow(payloads)
    except IndexMissing:
        _build()  # from rows that hold these changes already
    except Exception as error:  # noqa: BLE001 - stored with each row and logged
        rollback()
        if len(parcels) == 1:
            yield Outcome([parcels[0][0]], error)
            return
        log.warning("index: %s changes fail together, trying each (%s)", len(parcels), outbox.describe(error))
        for parcel in parcels:
            yield from deliver_changes([parcel])
        return
    yield Outcome([promise_id for promise_id, _ in parcels])


def _follow(payloads: Iterable[dict[str, Any]]) -> None:
    """Load the present documents of changed things and put them; take out what has none any more."""
    wanted: dict[str, set[int]] = {}
    for payload in payloads:
        wanted.setdefault(payload["kind"], set()).add(payload["id"])
    found = [document for kind, ids in wanted.items() for document in documents(kind, sorted(ids))]
    rollback()
    gone = {f"{kind}:{number}" for kind, ids in wanted.items() for number in ids} - {document.id for document in found}
    if found:
        index().put(found)
    if gone:
        index().remove(sorted(gone))


def documents(kind: str, ids: Sequence[int] | None = None) -> Iterator[SearchDoc]:
    """Yield the documents of some things of a kind, or of all; none for kinds that are not searched."""
    known = things.kinds().get(kind)
    if known and known.documents:
        yield from known.documents(ids)


def behind(kind: str, ids: Collection[int]) -> set[int]:
    """Return those things that changed since the index was written: what it found in them may be gone."""
    if not ids:
        return set()
    number, promised = Promise.payload["id"].as_integer(), Promise.payload["kind"].as_string()
    waits = (Promise.kind == KIND, Promise.done_at.is_(None), promised == kind, number.in_(sorted(ids)))
    return set(db.session.scalars(select(number).where(*waits)))


@dataclass(frozen=True)
class Found:
    """One page of hits, best first; `ready` is False while there is no index to ask.

    `query` is what was asked as highlighting needs it. `suggestion` is another spelling of it, as people write it, that
    finds more: only where little was found, and only words that something this audience may see holds.
    """

    hits: Sequence[Hit] = ()
    total: int = 0
    relaxed: bool = False
    next_offset: int | None = None
    ready: bool = True
    query: ParsedQuery = field(default_factory=lambda: ParsedQuery(""))
    suggestion: str = ""


def find(
    query: ParsedQuery,
    *,
    audience: str,
    kind: str | None = None,
    facets: Mapping[str, Collection[str]] | None = None,
    offset: int = 0,
    limit: int = PAGE,
) -> Found:
    """Return the best hits an audience ("public", "desk") may see, of one kind or of all."""
    narrowed = {**(facets or {}), **({"kind": (kind,)} if kind else {})}
    try:
        page = index().query(query, viewer=frozenset({audience}), facets=narrowed, offset=offset, limit=limit)
        little = not offset and bool(query.clauses) and (page.relaxed or page.total <= LITTLE)
        meant = (
            suggestions.meant(index(), query, page, audience=audience, facets=narrowed, load=documents)
            if little
            else ""
        )
        bound = replace(query, book=index().wordbook())
    except IndexMissing:
        log.warning("search: the index is not there yet")
        return Found(ready=False, query=query)
    return Found(page.hits, page.total, page.relaxed, page.next_offset, query=bound, suggestion=meant)


def tend() -> None:
    """Do the worker's round at the index: build it if it is missing or broken, then follow what changed."""
    if not index().status().ready:
        with turn() as ours:
            if ours:
                _build()
    outbox.deliver_due(only={KIND})


def rebuild(progress: Callable[[Iterable[SearchDoc]], Iterable[SearchDoc]] = iter) -> int:
    """Write the whole index anew beside the old one, which answers meanwhile; return how many documents."""
    with turn(PATIENCE) as ours:
        if not ours:
            raise outbox.NotNow("another process is writing the index")
        return _build(progress)


def _build(progress: Callable[[Iterable[SearchDoc]], Iterable[SearchDoc]] = iter) -> int:
    """Stream every document of the house into a new index."""
    everything = (document for kind in things.kinds() for document in documents(kind))
    number = index().rebuild(progress(everything), word_lists.book())
    rollback()
    log.info("search: an index of %s documents is built", number)
    return number


@click.group("search")
def group() -> None:
    """The search index."""


@group.command("rebuild")
@with_appcontext
def rebuild_command() -> None:
    """Write the search index anew from the database; the old one answers meanwhile."""

    def shown(documents: Iterable[SearchDoc]) -> Iterator[SearchDoc]:
        with click.progressbar(documents, label="Writing the index", show_pos=True) as bar:
            yield from bar

    try:
        number = rebuild(shown)
    except outbox.NotNow as fault:
        raise click.ClickException(str(fault)) from None
    click.echo(f"The index holds {number} documents.")


@group.command("status")
@with_appcontext
def status_command() -> None:
    """Say what the index holds and what it still has to follow."""
    now, waits = index().status(), outbox.status(KIND)
    click.echo(f"{now.docs} documents, {'ready' if now.ready else f'not ready: {now.problem}'}")
    click.echo(f"{waits.waiting} changes wait, the oldest for {waits.oldest:.0f} s, {waits.stuck} stuck")


DELIVERIES: Final = {KIND: Batch(deliver_changes, at_most=AT_MOST, turn=turn)}
commands = (group,)
