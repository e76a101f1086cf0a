"""Reading one segment of a Whoosh index, and several as one snapshot.

A segment never changes, so what was once read of it stays in memory: its tokens, lengths, dates, and the posting lists
asked for so far (bounded). Deletions live beside the segments and are read anew with every snapshot. Document numbers
in a snapshot count through all its segments. Whoosh's own reader is not safe to share between threads (it seeks in one
file), so each segment lets one thread at a time read.
"""

from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import RLock
from typing import Any, Final

from whoosh.reading import TermNotFound

from core.search.documents import GAP
from core.search.index import IndexMissing
from core.search.lexicon import Lexicon
from core.search.scoring import Postings, norms
from core.search.wordbook import PLAIN, Wordbook

MOST_CACHED: Final = 500_000
"""Postings of a segment kept in memory, about 8 bytes each; beyond that we forget all and begin anew."""


@contextmanager
def readable() -> Iterator[None]:
    """Turn whatever Whoosh raises on damaged files into IndexMissing."""
    try:
        yield
    except (IndexMissing, MemoryError):
        raise
    except Exception as broken:  # struct, pickle, zlib, assert: Whoosh has no error of its own here
        raise IndexMissing(f"the search index cannot be read ({broken!r}); rebuild it") from broken


class Segment:
    """One immutable segment, its reader and what was read of it."""

    def __init__(self, reader: Any) -> None:  # noqa: ANN401 - Whoosh carries no types
        self._reader = reader
        self._lock = RLock()
        self._cached: dict[tuple[str, str], Postings] = {}
        self._entries = 0
        self._tags: dict[str, list[int]] = {}
        self.id: str = reader.segment().segment_id()
        self.size: int = reader.doc_count_all()
        self.lengths = array("I", (reader.doc_field_length(doc, "text") or 0 for doc in range(self.size)))
        changed = reader.column_reader("changed")
        self.changed = array("q", (changed[doc] for doc in range(self.size)))
        self.lexicon = Lexicon(token.decode() for token in reader.lexicon("text") if token != GAP.encode())
        self.tag_names = [tag.decode() for tag in reader.lexicon("tags")]

    def postings(self, token: str) -> Postings:
        """Documents of a token with counts; those deleted may still be among them."""
        return self._postings("text", token)

    def parts(self, token: str) -> Postings:
        """Documents with a compound that holds the token as a part."""
        return self._postings("parts", token)

    def phrase(self, tokens: Sequence[str]) -> Postings:
        """Documents where the tokens stand side by side, with how often they do."""
        found = Postings(array("i"), array("f"))
        common = set(self.postings(tokens[0]).docs)
        common.intersection_update(*(self.postings(token).docs for token in tokens[1:]))
        begins: dict[int, set[int]] = {}
        for shift, token in enumerate(tokens if common else ()):
            places = {
                matcher.id(): {place - shift for place in matcher.value_as("positions")}
                for matcher in self._matching("text", token)
                if matcher.id() in common
            }
            begins = {doc: begins.get(doc, here) & here for doc, here in places.items()}
        for doc in sorted(doc for doc, here in begins.items() if here):
            found.docs.append(doc)
            found.counts.append(len(begins[doc]))
        return found

    def tagged(self, tag: str) -> list[int]:
        """Documents that carry a tag."""
        if tag not in self._tags:
            self._tags[tag] = [matcher.id() for matcher in self._matching("tags", tag)]
        return self._tags[tag]

    def docs_with_id(self, doc_id: str) -> list[int]:
        """Documents with this id; one, or none."""
        return [matcher.id() for matcher in self._matching("id", doc_id)]

    def stored(self, doc: int) -> dict[str, str]:
        """Give what is stored with a document: its id and its telling words."""
        with self._lock, readable():
            fields: dict[str, str] = self._reader.stored_fields(doc)
            return fields

    def _postings(self, field: str, token: str) -> Postings:
        cached = self._cached.get((field, token))
        if cached is None:
            cached = Postings(array("i"), array("f"))
            for matcher in self._matching(field, token):
                cached.docs.append(matcher.id())
                cached.counts.append(matcher.weight())
            self._remember((field, token), cached)
        return cached

    def _matching(self, field: str, term: str) -> Iterator[Any]:
        """Yield Whoosh's matcher at each of its documents; nobody else reads meanwhile."""
        with self._lock, readable():
            try:
                matcher = self._reader.postings(field, term)
            except TermNotFound:
                return
            while matcher.is_active():
                yield matcher
                matcher.next()

    def _remember(self, key: tuple[str, str], postings: Postings) -> None:
        with self._lock:
            if self._entries > MOST_CACHED:
                self._cached.clear()
                self._entries = 0
            self._entries += len(postings.docs) + 1
            self._cached[key] = postings


class Snapshot:
    """The whole index at one moment; never changes, so a query sees one state from beginning to end."""

    def __init__(
        self,
        name: tuple[str, int],
        segments: Sequence[Segment],
        alive: Sequence[Sequence[int]],
        book: Wordbook = PLAIN,
    ) -> None:
        self.name = name
        self.book = book
        self.segments = list(segments)
        self.bases: list[int] = []
        self.size = 0
        lengths = array("I")
        self.changed = array("q")
        for segment in segments:
            self.bases.append(self.size)
            self.size += segment.size
            lengths += segment.lengths
            self.changed += segment.changed
        self.norms = norms(lengths)
        self.alive = self._mask(lambda number: alive[number])
        self.docs = sum(map(len, alive))
        self._masks: dict[str, int] = {}

    def postings(self, token: str) -> Postings:
        """Documents of a token in the whole index."""
        return self._gather(lambda segment: segment.postings(token))

    def parts(self, token: str) -> Postings:
        """Documents with a compound that holds a part, in the whole index."""
        return self._gather(lambda segment: segment.parts(token))

    def phrase(self, tokens: Sequence[str]) -> Postings:
        """Documents of a phrase in the whole index."""
        return self._gather(lambda segment: segment.phrase(tokens))

    def mask(self, tag: str) -> int:
        """Documents with a tag as a number: one byte each, so that sets meet by `&` and `|`."""
        mask = self._masks.get(tag)
        if mask is None:
            mask = self._masks[tag] = self._mask(lambda number: self.segments[number].tagged(tag))
        return mask

    def tags(self, prefix: str) -> list[str]:
        """All tags that begin so, sorted."""
        return sorted({tag for segment in self.segments for tag in segment.tag_names if tag.startswith(prefix)})

    def stored(self, doc: int) -> dict[str, str]:
        """Give what is stored with a document."""
        number = max(number for number, base in enumerate(self.bases) if base <= doc)
        return self.segments[number].stored(doc - self.bases[number])

    def docs_with_id(self, doc_id: str) -> list[int]:
        """Living and replaced documents with this id."""
        pairs = zip(self.segments, self.bases, strict=True)
        return [base + doc for segment, base in pairs for doc in segment.docs_with_id(doc_id)]

    def _gather(self, read: Callable[[Segment], Postings]) -> Postings:
        if len(self.segments) == 1:
            return read(self.segments[0])
        docs, counts = array("i"), array("f")
        for segment, base in zip(self.segments, self.bases, strict=True):
            part = read(segment)
            docs.extend(doc + base for doc in part.docs)
            counts.extend(part.counts)
        return Postings(docs, counts)

    def _mask(self, docs_of: Callable[[int], Sequence[int]]) -> int:
        flags = bytearray(self.size)
        for number, base in enumerate(self.bases):
            for doc in docs_of(number):
                flags[base + doc] = 1
        return int.from_bytes(flags, "little")
