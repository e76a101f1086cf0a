"""Answer a parsed query on a snapshot: which documents, how well, and whether "all words" had to give way."""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final

from core.search.analyser import analyse
from core.search.documents import SEEN_BY, tag
from core.search.index import BEST, Visibility
from core.search.lexicon import relatives
from core.search.query import Clause, Mode, ParsedQuery
from core.search.scoring import Docs, Postings, Weighed, clause_scores, combine, idf
from core.search.segment import Snapshot

TELLING_WORDS: Final = 24
"""So many words of a text are compared for likeness."""
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
        return Found(_some(snapshot, q.clauses, allowed, at_least=1))
    scores = _all(snapshot, q.clauses, allowed)
    if scores or len(q.clauses) == 1:
        return Found(scores)
    return find_some(snapshot, q, mask)


def find_some(snapshot: Snapshot, q: ParsedQuery, mask: int) -> Found:
    """Find documents that hold at least half of the words."""
    allowed = _without(snapshot, q.excluded, docs_of(snapshot, mask))
    scores = _some(snapshot, q.clauses, allowed, at_least=math.ceil(len(q.clauses) / 2))
    return Found(scores, relaxed=bool(scores))


def find_like(snapshot: Snapshot, text: str, mask: int) -> Found:
    """Find documents that share the most telling words of a text: the highest count times idf."""
    counts = Counter(analyse(text))
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


def _all(snapshot: Snapshot, clauses: Sequence[Clause], allowed: Docs) -> dict[int, float]:
    """Score documents that meet every clause, the rarest clause first."""
    weighed = sorted((_weighed(snapshot, clause, wide=False) for clause in clauses), key=_size)
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
    weighed = [_weighed(snapshot, clause, wide=True) for clause in clauses]
    scores = [clause_scores(tokens, snapshot.norms, allowed) for tokens in weighed]
    return combine(scores, [tokens[0].idf for tokens in weighed], at_least)


def _weighed(snapshot: Snapshot, clause: Clause, *, wide: bool) -> list[Weighed]:
    """List the tokens that stand for a clause, the clause itself first."""
    exact = _exact(snapshot, clause)
    own = Weighed(exact, 1.0, idf(snapshot.size, len(exact.docs)))
    if clause.quoted:
        return [own]
    token = clause.joined or clause.tokens[0]
    lexica = [segment.lexicon for segment in snapshot.segments]
    weighed = [own]
    for relative, weight in relatives(lexica, token, clause.prefix, wide=wide).items():
        postings = snapshot.postings(relative)
        if postings.docs and (relative != token or clause.joined):
            weighed.append(Weighed(postings, weight, idf(snapshot.size, len(postings.docs))))
    return weighed


def _exact(snapshot: Snapshot, clause: Clause) -> Postings:
    """Documents with the word, or with the words of the phrase side by side."""
    if len(clause.tokens) == 1:
        return snapshot.postings(clause.tokens[0])
    return snapshot.phrase(clause.tokens)


def _without(snapshot: Snapshot, excluded: Sequence[Clause], allowed: Docs) -> Docs:
    """Take out the documents that hold an excluded word, phrase or compound (the word itself, not its relatives)."""
    if not excluded:
        return allowed
    flags = bytearray(allowed)
    for clause in excluded:
        out = [*_exact(snapshot, clause).docs, *(snapshot.postings(clause.joined).docs if clause.joined else ())]
        for doc in out:
            flags[doc] = 0
    return bytes(flags)


def _size(tokens: Sequence[Weighed]) -> int:
    return sum(len(token.postings.docs) for token in tokens)
