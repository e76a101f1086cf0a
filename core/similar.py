"""One sparse text scorer for the whole house: how much of a question the documents of a collection give evidence for.

Formula: K. Balog, L. Azzopardi, M. de Rijke, "A language modeling framework for expert finding" (Information Processing
and Management 45, 2009), with Jelinek-Mercer smoothing (C. Zhai, J. Lafferty, SIGIR 2001): over stems,

    w(t, d) = log(1 + (1 - L) tf(t, d) / |d| / (L p(t|C))),  L = 0.8
    s(q, d) = sum over t of w(t, d) (1 + log tf(t, q)) / sum over t of (1 + log tf(t, q))

p(t|C) is the term's share of all words of the collection, each count raised by 0.5. German writes compounds in one
word, so a word of the question that no document knows is scored through the runs of four letters of its stem: by the
word of the document that shares a third of its runs, begins alike or ends a compound alike, w is the mean over the runs
of w(run, d), counted among the runs of all words. Endings that many words have (-ation, -schaft) are cut off first.
Runs are used for nothing else: taken for every word they hurt.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core.search.analyser import Word, fold, token_of, words

SMOOTHING: Final = 0.8
RAISED: Final = 0.5
RUN: Final = 4
ENOUGH: Final = 1 / 3
"""Share of the shorter word's runs that makes two words alike."""
ENDINGS: Final = re.compile(r"(?<=\w{4})(?:isation|ation|ition|schaft|ismus|tat|ier)$")


@dataclass(frozen=True)
class Term:
    """A word of a question: its stem, how it is written, its weight (1 + log tf, >= 1), what it tells (-log p(t|C), > 0)."""

    stem: str
    written: str
    weight: float
    tells: float
    known: bool


@dataclass(frozen=True)
class Found:
    """What one document gives for one term: its share of s(q, d) (> 0) and the word of the document it rests on."""

    term: Term
    share: float
    written: str


@dataclass(frozen=True)
class Answer:
    """A question held against a collection.

    `found` maps the number of a document to its evidence, only documents with some; the shares of one document sum to
    s(q, d). `ideal` is s of a document that says exactly the question (>= 0), a measure to read scores by.
    """

    terms: tuple[Term, ...]
    found: Mapping[int, tuple[Found, ...]]
    ideal: float

    def score(self, number: int) -> float:
        """Return s(q, d) of a document, >= 0."""
        return math.fsum(one.share for one in self.found.get(number, ()))


class Document:
    """A text as the scorer sees it: counts of stems and of runs, and how each was written first."""

    def __init__(self, text: str) -> None:
        """Analyse a text once."""
        found = [word for word in words(text) if not word.joined]
        self.stems = Counter(word.token for word in found)
        self.written = {word.token: word.text for word in reversed(found)}
        self.folded = {fold(word.text): word.text for word in reversed(found)}
        self.runs = Counter(run for word in found for run in runs(word.text))
        self.length = len(found)
        self.runs_length = sum(self.runs.values())


def runs(word: str) -> tuple[str, ...]:
    """Return the runs of four letters of a word's stem, each once, in order; a shorter one has none."""
    return runs_of(token_of(word))


def runs_of(stem: str) -> tuple[str, ...]:
    """Return the runs of four letters of a stem, each once, in order; a shorter one has none."""
    plain = ENDINGS.sub("", stem)
    return tuple(dict.fromkeys(plain[at : at + RUN] for at in range(len(plain) - RUN + 1)))


class Collection:
    """Documents that questions are held against: made once, asked often, never changed; safe for many threads."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Analyse and count; the number of a document is its place in `texts`."""
        self.documents = [Document(text) for text in texts]
        stems: Counter[str] = Counter()
        all_runs: Counter[str] = Counter()
        self._by_stem: dict[str, list[int]] = {}
        self._by_word: dict[str, list[int]] = {}
        self._by_run: dict[str, dict[str, None]] = {}
        for number, document in enumerate(self.documents):
            stems.update(document.stems)
            all_runs.update(document.runs)
            for stem in document.stems:
                self._by_stem.setdefault(stem, []).append(number)
            for word in document.folded:
                self._by_word.setdefault(word, []).append(number)
        for word in self._by_word:
            for run in runs(word):
                self._by_run.setdefault(run, {})[word] = None
        self._stems, self._runs = stems, all_runs
        self._stem_mass = sum(stems.values()) + RAISED * (len(stems) + 1)
        self._run_mass = sum(all_runs.values()) + RAISED * (len(all_runs) + 1)

    def share_of_stem(self, stem: str) -> float:
        """Return p(t|C), in (0, 1); a stem that nobody wrote counts as half a word."""
        return (self._stems[stem] + RAISED) / self._stem_mass

    def share_of_run(self, run: str) -> float:
        """Return p of a run among the runs of all words, in (0, 1)."""
        return (self._runs[run] + RAISED) / self._run_mass

    def ask(self, question: str) -> Answer:
        """Hold a question against every document; one of stop words only finds nothing."""
        terms = self._terms(question)
        whole = math.fsum(term.weight for term in terms)
        found: dict[int, list[Found]] = {}
        ideal = []
        for term in terms:
            part = term.weight / whole
            ideal.append(part * weigh(1 / len(terms), self.share_of_stem(term.stem)))
            hits = self._exact(term.stem) if term.known else self._alike(term.written)
            for number, (weight, written) in hits.items():
                found.setdefault(number, []).append(Found(term, part * weight, written))
        return Answer(tuple(terms), {number: tuple(shares) for number, shares in found.items()}, math.fsum(ideal))

    def _terms(self, question: str) -> list[Term]:
        """Return the terms of a question in the order of their first words."""
        seen: dict[str, list[Word]] = {}
        for word in words(question):
            if not word.joined:
                seen.setdefault(word.token, []).append(word)
        return [
            Term(stem, _shown(same), 1 + math.log(len(same)), -math.log(self.share_of_stem(stem)), stem in self._stems)
            for stem, same in seen.items()
        ]

    def _exact(self, stem: str) -> dict[int, tuple[float, str]]:
        """Return for each document that holds a stem w(t, d) and how it is written there."""
        common = self.share_of_stem(stem)
        hits = {}
        for number in self._by_stem[stem]:
            document = self.documents[number]
            hits[number] = (weigh(document.stems[stem] / document.length, common), document.written[stem])
        return hits

    def _alike(self, word: str) -> dict[int, tuple[float, str]]:
        """Return for each document that holds a word like an unknown one w by shared runs, and that word; the best counts."""
        mine = runs(word)
        shared: dict[str, list[str]] = {}
        for run in mine:
            for other in self._by_run.get(run, ()):
                shared.setdefault(other, []).append(run)
        best: dict[int, tuple[float, str]] = {}
        for other, common in sorted(shared.items()):
            if not alike(mine, runs(other), len(common)):
                continue
            for number in self._by_word[other]:
                document = self.documents[number]
                told = math.fsum(
                    weigh(document.runs[run] / document.runs_length, self.share_of_run(run)) for run in common
                ) / len(mine)
                if told > best.get(number, (0.0, ""))[0]:
                    best[number] = (told, document.folded[other])
        return best


def alike(mine: Sequence[str], theirs: Sequence[str], shared: int) -> bool:
    """Tell whether two words are alike: a third of the shorter one's runs, the same beginning, or one is the other's head."""
    if shared > 1 and shared >= ENOUGH * min(len(mine), len(theirs)):
        return True
    compound = abs(len(mine) - len(theirs)) >= RUN
    return mine[0] == theirs[0] or (compound and mine[-1] == theirs[-1])


def weigh(share: float, common: float) -> float:
    """Return w(t, d) from a term's share of the document, tf / |d| in (0, 1], and p(t|C) in (0, 1); > 0."""
    return math.log(1 + (1 - SMOOTHING) * share / (SMOOTHING * common))


def _shown(written: Sequence[Word]) -> str:
    """Return how a term is best shown: with a capital if it ever has one (a noun)."""
    return next((word.text for word in written if word.text[:1].isupper()), written[0].text)
