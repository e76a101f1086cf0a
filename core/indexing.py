"""Keeps the search index true to the rows: changes are promised with the row and written by the worker alone.

One writer at a time: a file lock beside the index, held for one bunch of changes or one rebuild and freed by the system
when its process dies. A missing or broken index is rebuilt by the worker; until then searching says "not ready".
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from flask import current_app
from whoosh.util.filelock import FileLock, try_for

from core import outbox, things
from core.config import settings
from core.db import rollback
from core.outbox import Outcome, Parcel
from core.search.index import SearchDoc, SearchIndex
from core.search.whoosh_index import WhooshIndex
from core.things import Thing

log = logging.getLogger(__name__)

KIND: Final = "index"
AT_MOST: Final = 500
PATIENCE: Final = 30.0
"""Seconds a rebuild waits for its turn."""


def changed(thing: Thing) -> None:
    """Promise in the present transaction that the index will follow this thing, gone or changed."""
    outbox.promise(KIND, {"kind": thing.kind, "id": thing.id})


def index() -> SearchIndex:
    """Return this process's index object, made when first needed."""
    found: SearchIndex | None = current_app.extensions.get("index")
    if found is None:
        found = current_app.extensions.setdefault("index", WhooshIndex(settings().instance / "search"))
    return found


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
    try:
        _follow([payload for _, payload in parcels])
    except Exception as error:  # noqa: BLE001 - stored with each row and logged
        rollback()
        if len(parcels) == 1:
            yield Outcome([parcels[0][0]], error)
            return
        for parcel in parcels:
            yield from deliver_changes([parcel])
    else:
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
