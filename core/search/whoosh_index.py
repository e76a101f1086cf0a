"""The embedded search engine: Whoosh keeps the postings on disk, our own code matches and scores.

    folder/current       name of the living generation and the format it was written in, replaced in one step
    folder/g000007/      the living generation: a Whoosh index
    folder/g000007/words.json   the wordbook it was written with
    folder/writer.lock   held while anything is written, by `put`, `remove` and `rebuild` alike

A crash leaves either the old state or the new one: Whoosh writes new files and then renames its table of contents, and
`rebuild` writes a new folder and then replaces `current`. Half-written folders are swept by the next rebuild. Keep the
folder on a local disk, and never take one from strangers: Whoosh reads parts of it with pickle.
"""

import contextlib
import os
import shutil
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from threading import Lock
from typing import Any, Final

from whoosh.filedb.filestore import FileStorage
from whoosh.util.filelock import try_for

from core.search.documents import FORMAT, fields_of, schema, term, tokens_of
from core.search.index import BEST, PAGE, Guess, Hit, IndexBusy, IndexMissing, IndexStatus, Page, SearchDoc, Visibility
from core.search.languages import is_german
from core.search.matching import count, find, find_like, find_some, mask_of
from core.search.query import ParsedQuery
from core.search.segment import Segment, Snapshot, readable
from core.search.spelling import guesses
from core.search.wordbook import PLAIN, Wordbook, load

BOOK: Final = "words.json"
_TRIES: Final = 20


class WhooshIndex:
    """A `SearchIndex` in a folder of its own. One object serves all threads of a process."""

    def __init__(self, folder: Path, *, lock_wait: float = 10.0) -> None:
        """Keep the folder; a busy writer is waited for so many seconds."""
        self._folder = folder
        self._lock_wait = lock_wait
        self._lock = Lock()
        self._snapshot: Snapshot | None = None
        self._index: tuple[str, Any] = ("", None)

    def put(self, docs: Iterable[SearchDoc]) -> None:
        """Add or replace documents by their id in one commit; of two with the same id the last wins."""
        latest = {term(doc.id): doc for doc in docs}
        self._write(latest, latest.values())

    def remove(self, ids: Iterable[str]) -> None:
        """Take documents out; unknown ids are no error."""
        self._write([term(doc_id) for doc_id in ids], ())

    def query(
        self,
        q: ParsedQuery,
        *,
        viewer: Visibility,
        facets: Mapping[str, Collection[str]] | None = None,
        offset: int = 0,
        limit: int = PAGE,
    ) -> Page:
        """Answer a query; see `SearchIndex.query`."""
        began = time.perf_counter()
        snapshot = self._now()
        found = find(snapshot, q, mask_of(snapshot, viewer, facets))
        offset, limit = max(0, offset), max(1, limit)
        until = min(offset + limit, BEST)
        hits = [Hit(snapshot.stored(doc)["id"], score) for doc, score in found.best(snapshot, until)[offset:]]
        more = offset < until < min(len(found.scores), BEST)
        took = time.perf_counter() - began
        return Page(hits, len(found.scores), took, found.relaxed, until if more else None)

    def facet_counts(
        self,
        q: ParsedQuery,
        *,
        viewer: Visibility,
        names: Collection[str],
        facets: Mapping[str, Collection[str]] | None = None,
    ) -> dict[str, dict[str, int]]:
        """Count the hits per value; see `SearchIndex.facet_counts`."""
        snapshot = self._now()
        wanted = facets or {}
        within = find(snapshot, q, mask_of(snapshot, viewer, wanted))
        counts: dict[str, dict[str, int]] = {}
        for name in names:
            found = within
            if name in wanted:
                others = {other: values for other, values in wanted.items() if other != name}
                mask = mask_of(snapshot, viewer, others)
                found = find_some(snapshot, q, mask) if within.relaxed else find(snapshot, q, mask)
            counts[name] = count(snapshot, name, found)
        return counts

    def similar(
        self,
        text: str,
        *,
        viewer: Visibility,
        facets: Mapping[str, Collection[str]] | None = None,
        limit: int = 5,
        without: Collection[str] = (),
    ) -> list[Hit]:
        """Find documents that share the most telling words of a text."""
        tokens = [word.token for word in tokens_of(text, german=is_german(text))]
        return self._like(self._now(), tokens, mask=(viewer, facets), limit=limit, without=without)

    def similar_to(
        self,
        doc_id: str,
        *,
        viewer: Visibility,
        facets: Mapping[str, Collection[str]] | None = None,
        limit: int = 5,
    ) -> list[Hit]:
        """Find documents like an indexed one; an unknown or unseen id has none."""
        snapshot = self._now()
        seen = mask_of(snapshot, viewer)
        for doc in snapshot.docs_with_id(term(doc_id)):
            if seen >> (8 * doc) & 1:
                tokens = snapshot.stored(doc)["gist"].split()
                return self._like(snapshot, tokens, mask=(viewer, facets), limit=limit, without={term(doc_id)})
        return []

    def _like(
        self,
        snapshot: Snapshot,
        tokens: Iterable[str],
        *,
        mask: tuple[Visibility, Mapping[str, Collection[str]] | None],
        limit: int,
        without: Collection[str],
    ) -> list[Hit]:
        """Give the documents that share the most telling of some tokens."""
        found = find_like(snapshot, tokens, mask_of(snapshot, *mask))
        best = found.best(snapshot, min(BEST, limit + len(without)))
        hits = [Hit(snapshot.stored(doc)["id"], score) for doc, score in best]
        return [hit for hit in hits if hit.id not in without][:limit]

    def guesses(
        self, q: ParsedQuery, *, viewer: Visibility, facets: Mapping[str, Collection[str]] | None = None
    ) -> list[Guess]:
        """Guess what the words meant that hardly any document holds; see `SearchIndex.guesses`."""
        snapshot = self._now()
        return guesses(snapshot, q, mask_of(snapshot, viewer, facets))

    def rebuild(self, source: Iterable[SearchDoc], book: Wordbook = PLAIN) -> int:
        """Write all documents with a wordbook into a new generation, swap it in at once, and give their number."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._writing():
            name = self._next_name()
            fresh = self._folder / name
            shutil.rmtree(fresh, ignore_errors=True)
            fresh.mkdir()
            (fresh / BOOK).write_text(book.dump(), encoding="ascii")
            written: set[str] = set()
            writer = FileStorage(str(fresh)).create_index(schema()).writer(limitmb=128)
            with _commit(writer):
                for doc in source:
                    if term(doc.id) not in written:
                        written.add(term(doc.id))
                        writer.add_document(**fields_of(doc, book))
            self._swap(name)
            for other in self._folder.glob("g*"):
                if other.name != name:
                    shutil.rmtree(other, ignore_errors=True)
        return len(written)

    def wordbook(self) -> Wordbook:
        """Give the wordbook the living generation was written with."""
        return self._now().book

    def status(self) -> IndexStatus:
        """Say how the index stands; never raises."""
        try:
            snapshot = self._now()
        except IndexMissing as missing:
            return IndexStatus(ready=False, generation="", docs=0, problem=str(missing))
        return IndexStatus(ready=True, generation=snapshot.name[0], docs=snapshot.docs)

    def _write(self, ids: Collection[str], docs: Iterable[SearchDoc]) -> None:
        """Drop what bears one of the ids and add the documents, in one commit."""
        if not ids:
            return
        with self._writing():
            snapshot = self._now()
            with readable():
                writer = self._opened(snapshot.name[0]).writer(limitmb=32)
            with _commit(writer):
                for doc_id in ids:
                    for number in snapshot.docs_with_id(doc_id):
                        writer.delete_document(number)
                for doc in docs:
                    writer.add_document(**fields_of(doc, snapshot.book))

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the writer's lock, which ends with the process."""
        if not self._folder.is_dir():
            raise IndexMissing("there is no search index yet; rebuild it")
        lock = FileStorage(str(self._folder)).lock("writer.lock")
        if not try_for(lock.acquire, timeout=self._lock_wait, delay=0.05):
            raise IndexBusy(f"another writer has held the search index for {self._lock_wait:g} seconds")
        try:
            yield
        finally:
            lock.release()

    def _now(self) -> Snapshot:
        """Give the newest state, re-reading only what has changed."""
        for attempt in range(_TRIES):
            name = self._living()
            try:
                with readable():
                    index = self._opened(name)
                    key = (name, index.latest_generation())
                    snapshot = self._snapshot
                    if snapshot is None or snapshot.name != key:
                        snapshot = self._read(index, key)
                    return snapshot
            except IndexMissing:  # a rebuild may have swept the folder between the two looks
                if attempt >= 2 and name == self._living():  # noqa: PLR2004 - three looks at the same folder
                    raise
        raise IndexMissing("the search index changes faster than it can be read")

    def _opened(self, name: str) -> Any:  # noqa: ANN401 - Whoosh carries no types
        """Open a generation once; what it holds now is asked for anew each time."""
        known, index = self._index
        if known != name:
            index = FileStorage(str(self._folder / name)).open_index()
            self._index = (name, index)
        return index

    def _read(self, index: Any, key: tuple[str, int]) -> Snapshot:  # noqa: ANN401 - Whoosh carries no types
        """Read segments not yet known; only one thread does, the others wait for it."""
        with self._lock:
            if self._snapshot is not None and self._snapshot.name == key:
                return self._snapshot
            known = {segment.id: segment for segment in self._snapshot.segments} if self._snapshot else {}
            reader = index.reader()
            leaves = [leaf for leaf, _ in reader.leaf_readers()] if reader.doc_count_all() else []
            segments = [known.get(leaf.segment().segment_id()) or Segment(leaf) for leaf in leaves]
            alive = [list(leaf.all_doc_ids()) for leaf in leaves]
            self._snapshot = Snapshot(key, segments, alive, self._book(key[0]))
            return self._snapshot

    def _book(self, name: str) -> Wordbook:
        """Give the wordbook a generation was written with."""
        known = self._snapshot
        if known is not None and known.name[0] == name:
            return known.book
        return load((self._folder / name / BOOK).read_text(encoding="ascii"))

    def _living(self) -> str:
        """Read the name of the living generation."""
        try:
            name, form = (self._folder / "current").read_text(encoding="ascii").split()
        except (OSError, ValueError) as missing:
            raise IndexMissing("there is no search index yet; rebuild it") from missing
        if form != FORMAT:
            raise IndexMissing("the search index was written by another version; rebuild it")
        return name

    def _next_name(self) -> str:
        numbers = [int(path.name[1:]) for path in self._folder.glob("g*") if path.name[1:].isdigit()]
        return f"g{max(numbers, default=0) + 1:06d}"

    def _swap(self, name: str) -> None:
        """Make a generation the living one, in one step."""
        fresh = self._folder / "current.new"
        with fresh.open("w", encoding="ascii") as out:
            out.write(f"{name} {FORMAT}\n")
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(self._folder / "current")


@contextlib.contextmanager
def _commit(writer: Any) -> Iterator[None]:  # noqa: ANN401 - Whoosh carries no types
    """Commit at the end, cancel on any error."""
    try:
        yield
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
