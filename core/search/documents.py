"""How a document is written into a Whoosh index: tokens of our own analyser, and tags for everything that filters."""

from collections import Counter
from typing import Final

from whoosh import columns, fields

from core.search.analyser import Word, words
from core.search.compounds import listed
from core.search.index import SearchDoc
from core.search.languages import is_german
from core.search.scoring import TITLE_COPIES
from core.search.wordbook import Wordbook

FORMAT: Final = f"3-{listed().mark}"
"""Another one with every change to analyser, schema or list of parts: an index of another format counts as missing."""
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
        parts=fields.KEYWORD(),
        tags=fields.KEYWORD(),
    )


def fields_of(doc: SearchDoc, book: Wordbook) -> dict[str, object]:
    """Turn a document into tokens; Whoosh takes lists as they are and analyses nothing."""
    german = is_german(f"{doc.title}\n{doc.text}", doc.language)
    title, text = tokens_of(doc.title, german=german), tokens_of(doc.text, german=german)
    beside = words(doc.german)
    tokens: list[str] = []
    for part in (*[title] * TITLE_COPIES, text, beside):
        if part:
            tokens += [word.token for word in part if not word.joined] + [GAP]
    tokens += [word.token for word in [*title * TITLE_COPIES, *text, *beside] if word.joined]
    tags = {tag("kind", doc.kind)} | {tag(SEEN_BY, word) for word in doc.visibility}
    for name, values in doc.facets.items():
        if name in {SEEN_BY, "kind"}:
            raise ValueError(f"{name!r} is no facet of a document's own")
        tags |= {tag(name, value) for value in values}
    return {
        "id": term(doc.id),
        "gist": _gist([*title, *text, *beside]),
        "changed": int(doc.changed.timestamp() * 1_000_000),
        "text": tokens,
        "parts": [*_parts(title, book) * TITLE_COPIES, *_parts(text, book)] if german else _parts(beside, book),
        "tags": sorted(tags),
    }


def tokens_of(text: str, *, german: bool) -> list[Word]:
    """List the words of a text with the tokens that stand for them in the index: stems only where it is German."""
    found = words(text)
    return found if german else [word._replace(token=word.folded) for word in found]


def _parts(found: list[Word], book: Wordbook) -> list[str]:
    """List the parts of compounds, each once: how often a part stands in a text tells little."""
    return sorted({part for word in found if not word.joined for part in book.parts(word.folded)})


def tag(name: str, value: str) -> str:
    """Write a facet and its value as one term of the index."""
    return f"{term(name)}\x1f{term(value)}"


def term(text: str) -> str:
    """Take out what could break a term: lone surrogates and our own separator."""
    return text.encode("utf-8", "replace").decode().replace("\x1f", " ")


def _gist(found: list[Word]) -> str:
    return " ".join(token for token, _ in Counter(word.token for word in found).most_common(GIST_WORDS))
