"""Mark the found words in a text and choose the piece of it worth showing. Gives pieces, never HTML.

Words are matched as the index matches them: by token, by the beginning of a word still being typed, by compound and
by words for the same.
"""

from typing import Final

from core.search.analyser import Word, fold, words
from core.search.lexicon import related
from core.search.query import Mode, ParsedQuery

LONGEST_TEXT: Final = 20_000
"""Characters of a text that are looked at; the rest is shown unmarked."""

Pieces = list[tuple[str, bool]]


def highlight(text: str, query: ParsedQuery) -> Pieces:
    """Cut a text into (piece, is_hit); the pieces joined are the text."""
    return _cut(text, _hits(text, query), 0, len(text))


def excerpt(text: str, query: ParsedQuery, length: int = 180) -> Pieces:
    """Give the window of about `length` characters with most different hits, cut at words, with … where cut."""
    hits = _hits(text, query)
    start = 0
    if len(text) > length and hits:
        start = _best_start(hits, len(text), length)
    end = min(len(text), start + length)
    start, end = _at_words(text, start, end)
    pieces = _cut(text, hits, start, end)
    if start > 0:
        pieces.insert(0, ("… ", False))
    if end < len(text):
        pieces.append((" …", False))
    return pieces


def _hits(text: str, query: ParsedQuery) -> list[Word]:
    """Find the words of a text that a query asks for, without overlaps."""
    book = query.book
    exact = {token for clause in query.clauses for token in (*clause.tokens, clause.joined) if token}
    loose = {clause.joined or clause.tokens[0] for clause in query.clauses if not clause.quoted}
    exact.update(*(book.others(token) for token in loose))
    if query.mode is Mode.ANY:
        loose = set()
    prefixes = tuple(clause.prefix for clause in query.clauses if clause.prefix)
    hits: list[Word] = []
    for word in words(text[:LONGEST_TEXT]):
        found = word.token in exact or any(related(token, word.token, book) for token in loose)
        found = found or not loose.isdisjoint(book.parts(word.folded))
        if found or (prefixes and fold(word.text).startswith(prefixes)):
            hits.append(word)
    return _apart(hits)


def _apart(hits: list[Word]) -> list[Word]:
    """Keep the longest of overlapping hits."""
    kept: list[Word] = []
    for word in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or word.start >= kept[-1].end:
            kept.append(word)
    return kept


def _best_start(hits: list[Word], size: int, length: int) -> int:
    """Where the window with most different hits begins, the hits a third of the slack inside."""
    best, best_first = (0, 0), hits[0]
    last = first = hits[0]
    end = 0
    for number, first in enumerate(hits):
        end = max(end, number)
        while end < len(hits) and hits[end].end - first.start <= length:
            end += 1
        inside = hits[number:end]
        rank = (len({hit.token for hit in inside}), len(inside))
        if rank > best:
            best, best_first, last = rank, first, (inside or [first])[-1]
    slack = max(0, length - (last.end - best_first.start))
    return max(0, min(best_first.start - slack // 3, size - length))


def _at_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Move the borders of a window to the next white space, a word's length at most."""
    near = 25
    if start > 0 and not text[start - 1].isspace():
        places = [place for place in range(start, min(start + near, end)) if text[place].isspace()]
        start = places[0] if places else start
    if end < len(text) and not text[end].isspace():
        places = [place for place in range(max(end - near, start), end) if text[place].isspace()]
        end = places[-1] if places else end
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _cut(text: str, hits: list[Word], start: int, end: int) -> Pieces:
    """Cut a window of a text at its hits; a hit half inside counts with that half."""
    pieces: Pieces = []
    here = start
    for hit in hits:
        begin, behind = max(hit.start, start), min(hit.end, end)
        if begin >= behind:
            continue
        if begin > here:
            pieces.append((text[here:begin], False))
        pieces.append((text[begin:behind], True))
        here = behind
    if here < end:
        pieces.append((text[here:end], False))
    return pieces
