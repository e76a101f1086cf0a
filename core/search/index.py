"""What every search engine of the house takes and gives: documents in, pages of ids out.

Texts stay in the database; an index holds tokens and ids. Visibility is a filter inside every answer, and callers check
it again on the rows they load.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol

from core.search.query import Clause, ParsedQuery
from core.search.wordbook import PLAIN, Wordbook

BEST: Final = 200
"""So many hits can be paged through; `Page.total` still counts all."""
PAGE: Final = 25
"""Hits on a page."""

Visibility = frozenset[str]
"""Audience words. A document is seen by a viewer who shares at least one of its words; nobody sees one without."""


class IndexMissing(Exception):
    """No readable index: never built, built by an older version, or damaged. The cure is `rebuild`."""


class IndexBusy(Exception):
    """Another writer holds the index, longer than we wait. Nothing was written; try again."""


@dataclass(frozen=True, slots=True)
class SearchDoc:
    """A thing as the index sees it. `id` is unique over all kinds, for example "idea:17"; `changed` carries a zone.

    `language` is that of title and text ("de", "tr"); where nobody said it, the index finds out whether it is German.
    `german` is a translation beside them.
    """

    id: str
    kind: str
    title: str
    text: str
    changed: datetime
    visibility: Visibility
    facets: Mapping[str, Collection[str]] = field(default_factory=dict)
    language: str = ""
    german: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One found document and its score (0 where nothing was asked for by words)."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Guess:
    """A clause, the token it may have meant, and the ids of some visible documents that hold it."""

    clause: Clause
    token: str
    doc_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of hits, best first.

    `total` counts every hit, `took` is in seconds, `relaxed` says that no document held all words and these hold some.
    `next_offset` is None on the last page and behind the best 200.
    """

    hits: list[Hit]
    total: int
    took: float
    relaxed: bool = False
    next_offset: int | None = None


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """Whether the index can answer, which generation it is, how many documents it holds, and else what is wrong."""

    ready: bool
    generation: str
    docs: int
    problem: str = ""


class SearchIndex(Protocol):
    """The one door to an engine. Reading is safe from many threads; one writer at a time is the caller's promise.

    `facets` are filters: any of the values within a name, all of the names. The document's kind is the facet "kind".
    Reading raises IndexMissing; writing raises IndexMissing or IndexBusy.
    """

    def put(self, docs: Iterable[SearchDoc]) -> None:
        """Add or replace documents by their id in one commit; of two with the same id the last wins."""

    def remove(self, ids: Iterable[str]) -> None:
        """Take documents out; unknown ids are no error."""

    def query(
        self,
        q: ParsedQuery,
        *,
        viewer: Visibility,
        facets: Mapping[str, Collection[str]] | None = None,
        offset: int = 0,
        limit: int = PAGE,
    ) -> Page:
        """Answer a query. One that asks for nothing lists everything visible, newest change first."""

    def facet_counts(
        self,
        q: ParsedQuery,
        *,
        viewer: Visibility,
        names: Collection[str],
        facets: Mapping[str, Collection[str]] | None = None,
    ) -> dict[str, dict[str, int]]:
        """Count the hits per value; the filter on a name does not narrow that name's own counts."""

    def similar(
        self,
        text: str,
        *,
        viewer: Visibility,
        facets: Mapping[str, Collection[str]] | None = None,
        limit: int = 5,
        without: Collection[str] = (),
    ) -> list[Hit]:
        """Find documents that share the most telling words of a text, `without` some ids."""

    def similar_to(
        self,
        doc_id: str,
        *,
        viewer: Visibility,
        facets: Mapping[str, Collection[str]] | None = None,
        limit: int = 5,
    ) -> list[Hit]:
        """Find documents like an indexed one; an unknown or unseen id has none."""

    def guesses(
        self, q: ParsedQuery, *, viewer: Visibility, facets: Mapping[str, Collection[str]] | None = None
    ) -> list[Guess]:
        """Guess what the words meant that hardly any document holds which the viewer may see within the filters."""

    def rebuild(self, source: Iterable[SearchDoc], book: Wordbook = PLAIN) -> int:
        """Write all documents with a wordbook into a new generation, swap it in at once, and give their number."""

    def wordbook(self) -> Wordbook:
        """Give the wordbook the living generation was written with."""

    def status(self) -> IndexStatus:
        """Say how the index stands; never raises."""
