"""How a document is written into a Whoosh index: tokens of our own analyser, and tags for everything that filters."""

from collections import Counter
from typing import Final

from whoosh import columns, fields

from core.search.analyser import Word, words
from core.search.index import SearchDoc
from core.search.scoring import TITLE_COPIES

FORMAT: Final = "1"
"""Raised with every change to analyser or schema: an index of another format counts as missing."""
SEEN_BY: Final = "@"
"""The reserved facet name under which visibility is kept."""
GAP: Final = "\x1e"
"""Stands between title and text in the token list, so that no phrase reaches across."""
GIST_WORDS: Final = 48
"""So many of a document's most frequent tokens are stored, to find documents like it."""


def schema() -> fields.Schema:
    """Declare the fields; fresh for each index because Whoosh keeps the object."""
    return fields.Schema(
        id=fields.ID(unique=True, stored=True),
        gist=fields.STORED(),
        changed=fields.COLUMN(columns.NumericColumn("q")),
        text=fields.TEXT(phrase=True),
        tags=fields.KEYWORD(),
    )


def fields_of(doc: SearchDoc) -> dict[str, object]:
    """Turn a document into tokens; Whoosh takes lists as they are and analyses nothing."""
    title, text = words(doc.title), words(doc.text)
    tokens: list[str] = []
    for part in (*[title] * TITLE_COPIES, text):
        if part:
            tokens += [word.token for word in part if not word.joined] + [GAP]
    tokens += [word.token for word in [*title * TITLE_COPIES, *text] if word.joined]
    tags = {tag("kind", doc.kind)} | {tag(SEEN_BY, word) for word in doc.visibility}
    for name, values in doc.facets.items():
        if name in {SEEN_BY, "kind"}:
            raise ValueError(f"{name!r} is no facet of a document's own")
        tags |= {tag(name, value) for value in values}
    return {
        "id": term(doc.id),
        "gist": _gist([*title, *text]),
        "changed": int(doc.changed.timestamp() * 1_000_000),
        "text": tokens,
        "tags": sorted(tags),
    }


def tag(name: str, value: str) -> str:
    """Write a facet and its value as one term of the index."""
    return f"{term(name)}\x1f{term(value)}"


def term(text: str) -> str:
    """Take out what could break a term: lone surrogates and our own separator."""
    return text.encode("utf-8", "replace").decode().replace("\x1f", " ")


def _gist(found: list[Word]) -> str:
    return " ".join(token for token, _ in Counter(word.token for word in found).most_common(GIST_WORDS))
