"""Did you mean, in words: a query spelled anew with words as they stand in documents the asker may see."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from core.search.analyser import Word, fold, words
from core.search.index import Guess, Page, SearchDoc, SearchIndex
from core.search.query import Mode, ParsedQuery, parse
from core.search.spelling import distance

Load = Callable[[str, Sequence[int]], Iterable[SearchDoc]]
"""Loads documents of a kind by their numbers, as they are now."""
FARTHEST = 8


def meant(
    index: SearchIndex,
    q: ParsedQuery,
    page: Page,
    *,
    audience: str,
    facets: Mapping[str, Collection[str]],
    load: Load,
) -> str:
    """Return the query as it may have been meant; empty where no other spelling finds more.

    A guess counts only if a document as it is now holds the word and this audience may see it: the index may lag.
    """
    if q.mode is not Mode.ALL:
        return ""
    viewer = frozenset({audience})
    text = q.text
    for guess in index.guesses(q, viewer=viewer, facets=facets):
        written = _written(guess, audience, load)
        if written:
            text = re.sub(rf"(?<!\w){re.escape(guess.clause.text)}(?!\w)", lambda _, new=written: new, text, count=1)  # type: ignore[misc]  # mypy cannot infer the default
    if text == q.text:
        return ""
    better = index.query(parse(text), viewer=viewer, facets=facets, limit=1)
    more = better.total > page.total or (page.relaxed and better.total > 0)
    return text if more and not better.relaxed else ""


def _written(guess: Guess, audience: str, load: Load) -> str:
    """Return the word as a visible document writes it, of several forms the one nearest to what was typed."""
    asked = fold(guess.clause.text)
    for doc_id in guess.doc_ids:
        kind, _, number = doc_id.rpartition(":")
        for doc in load(kind, [int(number)]) if number.isdecimal() else ():
            found = [word for text in (doc.title, doc.text) for word in words(text) if word.token == guess.token]
            if audience in doc.visibility and found:
                return _nearest(found, asked)
    return ""


def _nearest(found: list[Word], asked: str) -> str:
    return min(found, key=lambda word: distance(asked, word.folded, FARTHEST)).text
