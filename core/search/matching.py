"""Answer a parsed query on a snapshot: which documents, how well, and whether "all words" had to give way."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final

from core.search.documents import SEEN_BY, tag
from core.search.index import BEST, Visibility
from core.search.lexicon import relatives
from core.search.query import Clause, Mode, ParsedQuery
from core.search.scoring import Docs, Postings, Weighed, clause_scores, combine, idf
from core.search.segment import Snapshot
from core.search.wordbook import PART, SAME, SHARED

TELLING_WORDS: Final = 24
"""So many words of a text are compared for likeness."""
TELLING_SHARE: Final = 0.1
"""A part that a larger share of all documents holds says nothing about what two compounds have in common."""
FEW: Final = 50
ENOUGH: Final = 500
"""So many documents met by the telling words of a title are ranked; of what only everyday words would add, none leads."""
LEAST_SHARED: Final = 2
"""A like text shares at least so many of them, where it has that many."""


@dataclass(frozen=True, slots=True)
class Found:
    """Scores by document number; `relaxed` where these hold only some of the words."""

    scores: dict[int, float]
    relaxed: bool = False

    def best(self, snapshot: Snapshot, most: int = BEST) -> list[tuple[int, float]]:
        """Give the best documents: by score, then the newest change, then the place in the index."""
        changed = snapshot.changed
        return nsmallest(most, self.scores.items(), key=lambda pair: (-round(pair[1], 6), -changed[pair[0]], pair[0]))


def mask_of(snapshot: Snapshot, viewer: Visibility, facets: Mapping[str, Collection[str]] | None = None) -> int:
    """Give the living documents a viewer may see within the filters, as a number of one byte each."""
    seen = 0
    for word in viewer:
        seen |= snapshot.mask(tag(SEEN_BY, word))
    seen &= snapshot.alive
    for name, values in (facets or {}).items():
        wanted = 0
        for value in values:
            wanted |= snapshot.mask(tag(name, value))
        seen &= wanted
    return seen


def docs_of(snapshot: Snapshot, mask: int) -> Docs:
    """Turn a mask into one byte for each document."""
    return mask.to_bytes(snapshot.size, "little")


def find(snapshot: Snapshot, q: ParsedQuery, mask: int) -> Found:
    """Find what a query asks for among the documents of a mask."""
    allowed = _without(snapshot, q.excluded, docs_of(snapshot, mask))
    if not q.clauses:
        return Found({doc: 0.0 for doc, here in enumerate(allowed) if here})
    if q.mode is Mode.ANY:
        return Found(_any(snapshot, q.clauses, allowed))
    scores = _all(snapshot, q.clauses, allowed)
    if scores or len(q.clauses) == 1:
        return Found(scores)
    return find_some(snapshot, q, mask)


def find_some(snapshot: Snapshot, q: ParsedQuery, mask: int) -> Found:
    """Find documents that hold at least half of the words."""
    allowed = _without(snapshot, q.excluded, docs_of(snapshot, mask))
    scores = _some(snapshot, q.clauses, allowed, at_least=math.ceil(len(q.clauses) / 2))
    return Found(scores, relaxed=bool(scores))


def find_like(snapshot: Snapshot, tokens: Iterable[str], mask: int) -> Found:
    """Find documents that share the most telling words of a text: the highest count times idf."""
    counts = Counter(tokens)
    postings = {token: snapshot.postings(token) for token in counts}
    weight = {
        token: math.sqrt(counts[token]) * idf(snapshot.size, len(found.docs)) for token, found in postings.items()
    }
    telling = sorted((token for token in counts if postings[token].docs), key=lambda token: (-weight[token], token))
    del telling[TELLING_WORDS:]
    allowed = docs_of(snapshot, mask)
    weighed = [Weighed(postings[token], 1.0, idf(snapshot.size, len(postings[token].docs))) for token in telling]
    scores = [clause_scores([token], snapshot.norms, allowed) for token in weighed]
    if not scores:
        return Found({})
    return Found(combine(scores, [token.idf for token in weighed], min(LEAST_SHARED, len(scores))))


def count(snapshot: Snapshot, name: str, found: Found) -> dict[str, int]:
    """Count found documents per value of a facet, leaving out values with none."""
    flags = bytearray(snapshot.size)
    for doc in found.scores:
        flags[doc] = 1
    hits = int.from_bytes(flags, "little")
    start = tag(name, "")
    counts = {one[len(start) :]: (hits & snapshot.mask(one)).bit_count() for one in snapshot.tags(start)}
    return {value: count for value, count in counts.items() if count}


def _all(snapshot: Snapshot, clauses: Sequence[Clause], allowed: Docs) -> dict[int, float]:
    """Score documents that meet every clause, the rarest clause first."""
    weighed = sorted((standing_for(snapshot, clause) for clause in clauses), key=_size)
    scores = []
    for tokens in weighed:
        scores.append(clause_scores(tokens, snapshot.norms, allowed))
        if not scores[-1]:
            return {}
        flags = bytearray(snapshot.size)
        for doc in scores[-1]:
            flags[doc] = 1
        allowed = bytes(flags)
    return combine(scores, [tokens[0].idf for tokens in weighed], len(scores))


def _some(snapshot: Snapshot, clauses: Sequence[Clause], allowed: Docs, *, at_least: int) -> dict[int, float]:
    """Score documents that meet at least so many clauses."""
    weighed = [standing_for(snapshot, clause, wide=True) for clause in clauses]
    scores = [clause_scores(tokens, snapshot.norms, allowed) for tokens in weighed]
    return combine(scores, [tokens[0].idf for tokens in weighed], at_least)


def _any(snapshot: Snapshot, clauses: Sequence[Clause], allowed: Docs) -> dict[int, float]:
    """Score documents that meet any clause, the most telling first; what all use only adds to ENOUGH that met those.

    A whole title meets half of all documents, nearly all of them by one everyday word: to add these up took the time.
    """
    weighed = sorted((standing_for(snapshot, clause, wide=True) for clause in clauses), key=lambda kin: -kin[0].idf)
    scores: list[dict[int, float]] = []
    met: set[int] = set()
    for tokens in weighed:
        scores.append(clause_scores(tokens, snapshot.norms, allowed))
        if len(met) < ENOUGH:
            met.update(scores[-1])
            if len(met) >= ENOUGH:
                flags = bytearray(snapshot.size)
                for doc in met:
                    flags[doc] = 1
                allowed = bytes(flags)
    return combine(scores, [tokens[0].idf for tokens in weighed], 1)


def standing_for(snapshot: Snapshot, clause: Clause, *, wide: bool = False) -> list[Weighed]:
    """List the tokens that stand for a clause, the clause itself first."""
    weighed = [_at(snapshot, _exact(snapshot, clause.tokens), 1.0)]
    if clause.plain and clause.plain != clause.tokens:
        weighed.append(_at(snapshot, _exact(snapshot, clause.plain), 1.0))
    if not clause.quoted:
        weighed += _kin(snapshot, clause, wide=wide)
    return [weighed[0], *(one for one in weighed[1:] if one.postings.docs)]


def _kin(snapshot: Snapshot, clause: Clause, *, wide: bool) -> Iterator[Weighed]:
    """Yield what stands for a word beside itself: relatives by letters, compounds that hold it, words for the same.

    Wide: also the parts of a compound that is asked for.
    """
    token, book = clause.joined or clause.tokens[0], snapshot.book
    parts = book.parts(clause.word) if wide else ()
    lexica = [segment.lexicon for segment in snapshot.segments]
    for relative, weight in relatives(lexica, token, clause.prefix, book, wide=wide, parts=parts).items():
        if relative != token or clause.joined:
            yield _at(snapshot, snapshot.postings(relative), weight)
    yield _at(snapshot, snapshot.parts(token), PART)
    for part in parts:
        sharing = snapshot.parts(part)
        if len(sharing.docs) <= max(FEW, snapshot.size * TELLING_SHARE):
            yield _at(snapshot, sharing, SHARED)
    for other in book.others(token):
        yield _at(snapshot, snapshot.postings(other), SAME)
        yield _at(snapshot, snapshot.parts(other), SAME * PART)


def _at(snapshot: Snapshot, postings: Postings, weight: float) -> Weighed:
    return Weighed(postings, weight, idf(snapshot.size, len(postings.docs)))


def _exact(snapshot: Snapshot, tokens: Sequence[str]) -> Postings:
    """Documents with the word, or with the words of the phrase side by side."""
    return snapshot.postings(tokens[0]) if len(tokens) == 1 else snapshot.phrase(tokens)


def _without(snapshot: Snapshot, excluded: Sequence[Clause], allowed: Docs) -> Docs:
    """Take out the documents that hold an excluded word, phrase or compound (the word itself, not its relatives)."""
    if not excluded:
        return allowed
    flags = bytearray(allowed)
    for clause in excluded:
        out = [*_exact(snapshot, clause.tokens).docs, *(snapshot.postings(clause.joined).docs if clause.joined else ())]
        for doc in out:
            flags[doc] = 0
    return bytes(flags)


def _size(tokens: Sequence[Weighed]) -> int:
    return sum(len(token.postings.docs) for token in tokens)
