"""The nearest texts of tens of thousands: one sparse scorer whose collection changes text by text and answers at once.

core/similar.py weighs by shares of the whole collection and gives reasons for each summand, which is right for some
hundred documents. Here every weight of a text is fixed when it comes, so that publishing or withdrawing one costs its own
words and nothing else. Words are the same stems, and German compounds meet by the same runs of four letters. In two steps:

1. Candidates: BM25 (S. Robertson, H. Zaragoza, "The probabilistic relevance framework", 2009) over stems, the title's
   counting TITLE times (their BM25F), each stem widened by the few words of the collection most alike in runs. The most
   telling come first, until POSTINGS entries are read: that bounds the time of any question.
2. The CANDIDATES best are scored anew, over stems and over the runs of all their words:

    s(q, d) = sum of idf(t) sat(tf, |d|) over stems + RUNS times the same over runs
    sat(f, l) = f (K + 1) / (f + K (1 - B + B l / mean)),  idf(t) = log(1 + (n + OTHERS - n_t + 1/2) / (n_t + 1/2))

On two cities' contributions, found by their titles with the titles taken out: MRR 0.49 and 0.41, without runs 0.41 and
0.36 (what was tried: docs/decisions/0012). Memory: about 1 KB a text of 60 words, words included.
"""

from __future__ import annotations

import heapq
import math
import threading
from array import array
from collections import Counter
from collections.abc import Collection as Some
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from sys import intern
from typing import Final

from core.search.analyser import words
from core.similar import alike, runs_of

TITLE: Final = 5
"""How many times a word of the title counts."""
K: Final = 1.2
B: Final = 0.9
MEAN: Final = 90.0
"""Words of a usual text, the title's counted TITLE times; a fixed number, so that weights never change."""
MEAN_RUNS: Final = 360.0
SHORT: Final = 60.0  # words of the text that reaches a share of 1 by saying each word of the question once
OTHERS: Final = 500
"""Texts without a word that are thought of besides, so that in a small collection a word many use still tells something."""
RUNS: Final = 0.3
UNKNOWN: Final = 0.5
"""Of what could be reached a word that no text has counts half: it may be a slip, or what makes the question another."""
WIDENED: Final = 0.4
WORDS_ALIKE: Final = 8
TERMS, WIDE = 64, 24
"""Words of a question that count, and that are widened: the most telling ones."""
ENTRIES: Final = 1_500
"""Words of the collection that are looked at for each word of the question, to widen it."""
POSTINGS: Final = 80_000
CANDIDATES: Final = 100
MOST_TIMES: Final = 255
LONGEST: Final = 5_000
DEAD: Final = 500


@dataclass(frozen=True)
class Near:
    """A text near to a question: its key, how near, and the words they share.

    `share` is s(q, d) as a share of what the question itself would reach (> 0, rarely > 1); the words stand as the
    question writes them, the most telling first.
    """

    key: int
    share: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """What is kept of a text: its stems by number, how often each, its length in words and in runs."""

    key: int
    stems: array[int]
    times: bytes
    length: float
    runs: float


class Nearest:
    """Texts that questions are held against; they come and go one by one. Safe for many threads."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._places: dict[int, int] = {}
        self._texts: list[_Text | None] = []
        self._gone: list[int] = []
        self._numbers: dict[str, int] = {}
        self._runs: list[tuple[str, ...]] = []
        self._docs: list[array[int]] = []
        self._weights: list[array[float]] = []
        self._holders = array("i")
        self._by_run: dict[str, array[int]] = {}
        self._run_holders: Counter[str] = Counter()

    def __len__(self) -> int:
        """Return how many texts there are."""
        return len(self._places)

    def put(self, key: int, title: str, text: str) -> None:
        """Take a text in, in the place of an earlier one of this key; costs its own words."""
        counts: Counter[str] = Counter()
        for said, times in ((title, TITLE), (text, 1)):
            for token in _tokens(said):
                counts[token] += times
        with self._lock:
            self.remove(key)
            stems = array("i", (self._number(token) for token in counts))
            often = bytes(min(number, MOST_TIMES) for number in counts.values())
            in_runs = float(sum(len(self._runs[stem]) * number for stem, number in zip(stems, often, strict=True)))
            self._take(_Text(key, stems, often, float(sum(often)), in_runs))

    def remove(self, key: int) -> None:
        """Take a text out; one that is not there is out already."""
        with self._lock:
            place = self._places.pop(key, None)
            if place is None:
                return
            gone = self._texts[place]
            self._texts[place] = None
            self._gone.append(place)
            if gone is not None:
                for stem in gone.stems:
                    self._holders[stem] -= 1
                self._run_holders.subtract({run for stem in gone.stems for run in self._runs[stem]})
            if len(self._gone) > max(DEAD, len(self._places) // 4):
                self._tidy()

    def keys(self) -> set[int]:
        """Return the keys of all texts."""
        with self._lock:
            return set(self._places)

    def ask(
        self, title: str, text: str = "", *, limit: int = 5, without: Some[int] = (), noise: Some[str] = ()
    ) -> list[Near]:
        """Return the texts nearest to a question, best first, equal ones by key; words of `noise` (stems) do not count."""
        said = f"{title}\n{text}"[:LONGEST]
        with self._lock:
            asked = _Question(self, said, noise)
            found = self._candidates(asked, len(without) + CANDIDATES)
            scored = [(asked.score(kept), kept) for place in found if (kept := self._texts[place]) is not None]
            best = sorted(((-score, kept.key, kept) for score, kept in scored if score), key=lambda one: one[:2])
            shown = [(-score, kept) for score, key, kept in best if key not in without][:limit]
            return [Near(kept.key, score / asked.ideal, asked.shared(kept)) for score, kept in shown]

    def _candidates(self, asked: _Question, number: int) -> list[int]:
        """Return the places of the best texts by stems alone, read until POSTINGS are spent."""
        sums = [0.0] * len(self._texts)
        left = POSTINGS
        for stem, weight in asked.widened():
            docs = self._docs[stem]
            if len(docs) > left and left < POSTINGS:
                continue
            left -= len(docs)
            for place, own in zip(docs, self._weights[stem], strict=True):
                sums[place] += weight * own
        for place in self._gone:
            sums[place] = 0.0
        best = heapq.nlargest(number, range(len(sums)), key=sums.__getitem__)
        return [place for place in best if sums[place]]

    def _number(self, token: str) -> int:
        """Return a stem's number; a new one is entered."""
        number = self._numbers.get(token)
        if number is None:
            number = self._numbers[token] = len(self._runs)
            self._runs.append(tuple(map(intern, runs_of(token))))
            self._docs.append(array("i"))
            self._weights.append(array("f"))
            self._holders.append(0)
            for run in self._runs[number]:
                self._by_run.setdefault(run, array("i")).append(number)
        return number

    def _tidy(self) -> None:
        """Begin anew with the texts that are there, so that words and places of the gone ones cost nothing."""
        kept = [text for text in self._texts if text is not None]
        tokens = list(self._numbers)
        fresh = Nearest()
        for text in kept:
            fresh._enter(text, tokens)
        lock = self._lock
        self.__dict__.update(fresh.__dict__)
        self._lock = lock

    def _enter(self, text: _Text, tokens: list[str]) -> None:
        """Take in a text that was analysed before, its stems numbered as in `tokens`."""
        stems = array("i", (self._number(tokens[stem]) for stem in text.stems))
        self._take(replace(text, stems=stems))

    def _take(self, text: _Text) -> None:
        """Write a text behind its stems and runs."""
        place = self._places[text.key] = len(self._texts)
        self._texts.append(text)
        for stem, often in zip(text.stems, text.times, strict=True):
            self._docs[stem].append(place)
            self._weights[stem].append(_sat(often, text.length / MEAN))
            self._holders[stem] += 1
        self._run_holders.update({run for stem in text.stems for run in self._runs[stem]})


class _Question:
    """A question made ready for one collection, which must not change meanwhile."""

    def __init__(self, collection: Nearest, said: str, noise: Some[str] = ()) -> None:
        self._of = collection
        written: dict[str, str] = {}
        for word in words(said):
            if not word.joined and word.token not in noise:
                written.setdefault(word.token, word.text)
        telling = sorted(written, key=lambda token: (-self._tells(token), token))[:TERMS]
        self._written = {token: written[token] for token in telling}
        numbers = collection._numbers  # noqa: SLF001 - a part of it
        self._stems = {numbers[token]: self._tells(token) for token in telling if token in numbers}
        self._by_number = {numbers[token]: token for token in telling if token in numbers}
        self._run_tells = {run: self._idf(collection._run_holders[run]) for token in telling for run in runs_of(token)}  # noqa: SLF001 - a part of it
        self._runs_in: dict[int, tuple[str, ...]] = {}
        told = [self._tells(token) * (1 if token in numbers else UNKNOWN) for token in telling]
        in_runs = [tells * (1 if collection._run_holders[run] else UNKNOWN) for run, tells in self._run_tells.items()]  # noqa: SLF001 - a part of it
        self.ideal = (math.fsum(told) + RUNS * math.fsum(in_runs)) * _sat(1.0, SHORT / MEAN) or 1.0

    def _tells(self, token: str) -> float:
        number = self._of._numbers.get(token)  # noqa: SLF001 - a part of it
        return self._idf(self._of._holders[number] if number is not None else 0)  # noqa: SLF001 - a part of it

    def _idf(self, holders: int) -> float:
        return math.log(1 + (max(len(self._of) - holders, 0) + OTHERS + 0.5) / (holders + 0.5))

    def widened(self) -> list[tuple[int, float]]:
        """Return stems of the collection with their weights, heaviest first: the question's own and those alike."""
        weights = dict(self._stems)
        for token in list(self._written)[:WIDE]:
            for likeness, other in self._alike(token):
                holders = self._of._holders[other]  # noqa: SLF001 - a part of it
                if holders:
                    weights[other] = max(weights.get(other, 0.0), WIDENED * likeness * self._idf(holders))
        return sorted(weights.items(), key=lambda one: (-one[1], one[0]))

    def _alike(self, token: str) -> list[tuple[float, int]]:
        """Return the few words of the collection most alike: (shared runs by Dice's measure in (0, 1], number)."""
        mine = runs_of(token)
        shared = Counter(chain.from_iterable(self._telling_runs(mine)))
        enough = min(2, len(mine))
        runs = self._of._runs  # noqa: SLF001 - a part of it
        found = [
            (2 * common / (len(mine) + len(runs[other])), other) for other, common in shared.items() if common >= enough
        ]
        best = heapq.nlargest(2 * WORDS_ALIKE, found)
        return [(likeness, other) for likeness, other in best if alike(mine, runs[other], shared[other])][:WORDS_ALIKE]

    def _telling_runs(self, mine: Iterable[str]) -> Iterator[array[int]]:
        """Yield for runs the words that have them, the rarest runs first, until enough words are read."""
        left = ENTRIES
        for holders in sorted((self._of._by_run[run] for run in mine if run in self._of._by_run), key=len):  # noqa: SLF001 - a part of it
            yield holders
            left -= len(holders)
            if left < 0:
                return

    def score(self, text: _Text) -> float:
        """Return s(q, d), >= 0."""
        total = 0.0
        often: dict[str, int] = {}
        for stem, times in zip(text.stems, text.times, strict=True):
            if stem in self._stems:
                total += self._stems[stem] * _sat(times, text.length / MEAN)
            runs = self._runs_in.get(stem)
            if runs is None:
                runs = self._runs_in[stem] = tuple(r for r in self._of._runs[stem] if r in self._run_tells)  # noqa: SLF001 - a part of it
            for run in runs:
                often[run] = often.get(run, 0) + times
        length = text.runs / MEAN_RUNS
        return total + RUNS * math.fsum(self._run_tells[run] * _sat(times, length) for run, times in often.items())

    def shared(self, text: _Text) -> tuple[str, ...]:
        """Return the question's words that a text has too, the most telling first."""
        both = sorted((stem for stem in text.stems if stem in self._stems), key=lambda stem: -self._stems[stem])
        return tuple(self._written[self._by_number[stem]] for stem in both)


def telling(said: str, noise: Some[str] = ()) -> bool:
    """Tell whether a text has a word to ask for: no stop word, four letters or more, its stem not among `noise`."""
    return any(len(word.text) >= 4 and word.token not in noise for word in words(said[:LONGEST]))  # noqa: PLR2004 - shorter ones say too little


def _tokens(said: str) -> Iterable[str]:
    return (word.token for word in words(said[:LONGEST]) if not word.joined)


def _sat(times: float, length: float) -> float:
    """Return sat(f, l) of a word's count (> 0) and a text's length as a multiple of the usual one."""
    return times * (K + 1) / (times + K * (1 - B + B * length))
