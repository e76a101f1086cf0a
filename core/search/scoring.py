"""BM25 with compounds and coverage, term at a time over posting lists.

For a document d and a clause c with the tokens t of weight w (`lexicon.relatives`):

    s(c, d) = max over t of  w(t) * idf(t) * tf * (K1 + 1) / (tf + K1 * (1 - B + B * len(d) / average))
    idf(t)  = ln(1 + (N - df + 0.5) / (df + 0.5))
    score   = sum over c of s(c, d)  *  (1 - COVERAGE + COVERAGE * covered(d))
    covered = sum over c of min(s(c, d), idf(c))  /  sum over c of idf(c)

tf counts a word of the title `TITLE_COPIES` times, which is BM25F with one length. Sources: S. Robertson, H. Zaragoza,
"The Probabilistic Relevance Framework: BM25 and Beyond" (2009); coverage is Lucene's old coordination factor, weighed
by idf. The constants lie on a broad plateau of the measure in `bench/search.py`.
"""

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

K1: Final = 1.2
B: Final = 0.7
COVERAGE: Final = 0.6
TITLE_COPIES: Final = 3


class Postings(NamedTuple):
    """Document numbers, ascending, and how often the token stands in each."""

    docs: "array[int]"
    counts: "array[float]"


@dataclass(frozen=True, slots=True)
class Weighed:
    """One token of a clause: its postings, how much it counts, and its idf."""

    postings: Postings
    weight: float
    idf: float


def idf(documents: int, holding: int) -> float:
    """Inverse document frequency, never negative."""
    return math.log(1 + (documents - holding + 0.5) / (holding + 0.5))


def norms(lengths: Sequence[int]) -> list[float]:
    """Give K1 * (1 - B + B * length / average) for each document."""
    average = (sum(lengths) / len(lengths) if lengths else 0) or 1
    return [K1 * (1 - B + B * length / average) for length in lengths]


def clause_scores(tokens: Sequence[Weighed], norm: Sequence[float], allowed: "Docs") -> dict[int, float]:
    """Score the allowed documents that hold at least one of the tokens."""
    best: dict[int, float] = {}
    for token in sorted(tokens, key=lambda token: -token.weight * token.idf):
        top = token.weight * token.idf * (K1 + 1)
        for doc, count in zip(token.postings.docs, token.postings.counts, strict=True):
            if allowed[doc]:
                score = top * count / (count + norm[doc])
                if score > best.get(doc, 0.0):
                    best[doc] = score
    return best


def combine(clauses: Sequence[dict[int, float]], idfs: Sequence[float], at_least: int) -> dict[int, float]:
    """Add up the clauses of every document that meets at least so many of them, with coverage."""
    total = sum(idfs) or 1.0
    if at_least == len(clauses):
        meeting = set(clauses[0]).intersection(*clauses[1:])
        sums = {doc: sum(clause[doc] for clause in clauses) for doc in meeting}
    else:
        sums = {}
        met: dict[int, int] = {}
        for clause in clauses:
            for doc, score in clause.items():
                sums[doc] = sums.get(doc, 0.0) + score
                met[doc] = met.get(doc, 0) + 1
        if at_least > 1:
            sums = {doc: score for doc, score in sums.items() if met[doc] >= at_least}
    covered = dict.fromkeys(sums, 0.0)
    for clause, most in zip(clauses, idfs, strict=True):
        small, large = (clause, covered) if len(clause) < len(covered) else (covered, clause)
        for doc in small:
            if doc in large:
                covered[doc] += min(clause[doc], most)
    return {doc: score * (1 - COVERAGE + COVERAGE * covered[doc] / total) for doc, score in sums.items()}


Docs = bytes
"""A set of documents: one byte for each, 1 or 0."""
