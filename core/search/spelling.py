"""Did you mean: for a word that no visible document holds, the nearest token that some visible document does hold.

Nearness is the optimal string alignment distance (insert, drop, change a letter, swap two neighbours; F. Damerau, 1964)
between stems, at most 1 for short words and 2 for longer ones. Tokens are first sifted by length and by which letters
they have, which leaves about one in fifty. Only tokens of documents within the asker's mask count, so that nothing can
be learned about the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from core.search.index import Guess
from core.search.lexicon import Lexicon
from core.search.matching import docs_of, standing_for
from core.search.query import Clause, ParsedQuery
from core.search.scoring import Docs, Postings
from core.search.segment import Snapshot

SHORTEST: Final = 4
LONG: Final = 7
"""From so many letters on two mistakes are forgiven."""
MOST_CLAUSES: Final = 4
"""So many words of a query are looked at."""
NEAREST: Final = 24
"""So many near tokens are counted in documents."""
RARE: Final = 2
"""A word in so few documents may be a mistake that somebody made before."""
FAR_MORE: Final = 10
"""So many times as many documents must hold the better word then."""
WITNESSES: Final = 3


def guesses(snapshot: Snapshot, q: ParsedQuery, mask: int) -> list[Guess]:
    """Guess what the clauses meant that hardly any document of a mask holds."""
    allowed = docs_of(snapshot, mask)
    found = []
    for clause in q.clauses[:MOST_CLAUSES]:
        if clause.quoted or clause.joined or not clause.tokens[0].isalpha() or len(clause.tokens[0]) < SHORTEST:
            continue
        held = {doc for one in standing_for(snapshot, clause) for doc in _seen(one.postings, allowed)}
        if len(held) <= RARE and (guess := _guess(snapshot, clause, allowed, len(held))):
            found.append(guess)
    return found


def _guess(snapshot: Snapshot, clause: Clause, allowed: Docs, held: int) -> Guess | None:
    """Return the nearest token with more visible documents: the fewest mistakes, then the most documents."""
    asked = clause.tokens[0]
    most = 1 if len(asked) < LONG or held else 2
    near = nearest([segment.lexicon for segment in snapshot.segments], asked, most)
    best: tuple[int, int, str] | None = None
    witnesses: list[int] = []
    for distance, token in near[:NEAREST]:
        docs = _seen(snapshot.postings(token), allowed)
        if len(docs) < max(1, FAR_MORE * held):
            continue
        rank = (distance, -len(docs), token)
        if best is None or rank < best:
            best, witnesses = rank, docs[-WITNESSES:]
    if best is None:
        return None
    return Guess(clause, best[2], tuple(snapshot.stored(doc)["id"] for doc in witnesses))


def _seen(postings: Postings, allowed: Docs) -> list[int]:
    return [doc for doc in postings.docs if allowed[doc]]


def nearest(lexica: Iterable[Lexicon], asked: str, most: int) -> list[tuple[int, str]]:
    """List the tokens at most so many mistakes away, the nearest first; the token itself is not among them."""
    found = set()
    for lexicon in lexica:
        for token in lexicon.like(asked, most):
            found.add((distance(asked, token, most), token))
    return sorted(pair for pair in found if 0 < pair[0] <= most)


def distance(one: str, other: str, most: int) -> int:
    """Count the mistakes between two words; anything beyond `most` is `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        here = [row]
        for column, theirs in enumerate(other, 1):
            cost = min(last[column] + 1, here[column - 1] + 1, last[column - 1] + (letter != theirs))
            if row > 1 < column and letter == other[column - 2] and one[row - 2] == theirs:
                cost = min(cost, before[column - 2] + 1)
            here.append(cost)
        if min(here) > most:
            return most + 1
        before, last = last, here
    return min(last[-1], most + 1)
