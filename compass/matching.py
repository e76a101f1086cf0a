"""Who fits a task: evidence in what actors say about themselves, in plain sums that explain themselves.

A pure library: plain values in, plain values out, no flask, no database. Documents of actors come in as `Profile`s, out come
ranked `Suggestion`s whose parts add up to the score. The score of an actor a for a question q is

    S(q, a) = evidence of its documents, the best first (compass/scoring/engine.py)
              + nearness in meaning, where an embedder is given (compass/scoring/meaning.py)
              + a tenth of the mean of its neighbours' evidence, where ties are given (compass/scoring/gaining.py)
              - the actor's own mean of these over past questions, so that who fits everything a little does not win

Sources are named where each formula stands. How good it is, beside BM25 and tf-idf: `python run.py bench quality`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from collections.abc import Collection as Some
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from compass.scoring.bridges import ALL, Bridges
from core.search.wordbook import PLAIN, Wordbook

if TYPE_CHECKING:
    from compass.embedding import Embedder
    from compass.scoring.engine import Engine, Held, Summand
    from compass.scoring.gaining import Gained, Ties
    from compass.scoring.meaning import Near
    from compass.scoring.questions import Asked
    from compass.scoring.spaces import Vector

FULL: Final = 0.06
"""The best gets 100 points once it reaches this share of an entry that says exactly the question."""
MOST_MISSING: Final = 6
SHORT_WORD: Final = 4
WORD, RELATED, MEANING, TIE, GENERAL = "word", "related", "meaning", "tie", "general"


@dataclass(frozen=True)
class Evidence:
    """Beleg: one document of an actor. `id` is unique within the actor, `weight` in (0, 1] says how far it counts."""

    id: int
    kind: str
    text: str
    weight: float


@dataclass(frozen=True)
class Profile:
    """What one actor shows: its documents in any order. `actor_id` may be any number or word that can be sorted."""

    actor_id: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Part:
    """One summand of a score: a term of the question, the evidence it rests on and its word there.

    `why` is "word", "related" (a word that the best documents have in common; `term` is theirs), "meaning" (any sign,
    `evidence` is the nearest), "tie" (`through` is the neighbour whose evidence it is, `evidence` None) or "general": the
    damping, with `evidence` None.
    """

    term: str
    evidence: Evidence | None
    written: str
    points: float
    why: str = WORD
    through: int | None = None


@dataclass(frozen=True)
class Suggestion:
    """Vorschlag: an actor with its score (any sign), which is the sum of the parts, and `raw` before the damping."""

    actor_id: int
    score: float
    raw: float
    explain: Callable[[], tuple[Part, ...]] = field(repr=False, compare=False)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The summands, most points first, the damping last; worked out when asked for."""
        return self.explain()


@dataclass(frozen=True)
class Matches:
    """Everything a question yields: suggestions, best first, what nobody covers, the score of 100 points."""

    suggestions: tuple[Suggestion, ...]
    missing: tuple[str, ...]
    full: float


class Network:
    """Profiles made ready for questions: analysed once, asked often; never changes, safe for many threads.

    `past` are earlier questions as (key, text), such as challenges and published ideas: from each actor's score its
    mean over them is taken. A question is left out of its own past by its keys. `wordbook` are a city's own words.
    """

    def __init__(
        self,
        profiles: Sequence[Profile],
        past: Sequence[tuple[Hashable, str]] = (),
        *,
        wordbook: Wordbook = PLAIN,
        embedder: Embedder | None = None,
        bridges: Bridges = ALL,
    ) -> None:
        """Analyse profiles and score the past; the order of both means nothing."""
        from compass.scoring.engine import Engine  # noqa: PLC0415 - numpy and scipy are heavy, and only needed here
        from compass.scoring.meaning import Meaning  # noqa: PLC0415 - the same

        self._profiles = sorted(profiles, key=lambda profile: profile.actor_id)
        documents = [sorted(one.evidence, key=lambda document: document.id) for one in self._profiles]
        self.evidence = [document for some in documents for document in some]
        texts, sizes = [one.text for one in self.evidence], list(map(len, documents))
        earlier = sorted(past, key=lambda pair: (str(pair[0]), pair[1]))
        weights = [one.weight for one in self.evidence]
        self.engine: Engine = Engine(
            texts, weights, sizes, [text for _, text in earlier], wordbook=wordbook, bridges=bridges
        )
        self._meaning = Meaning(embedder, texts, sizes) if embedder else None
        self._past = [(key, self._held(text, "").raw) for key, text in earlier]

    def __len__(self) -> int:
        """Return how many actors may be matched."""
        return len(self._profiles)

    def match(
        self,
        question: str,
        without: Some[Hashable] = (),
        *,
        title: str = "",
        everybody: bool = False,
        most: int | None = None,
        ties: Ties | None = None,
    ) -> Matches:
        """Rank actors for a question (plain text); the words of its `title` count once more.

        `without` names past questions that are this one; with `ties` an organisation is found through its people.
        Returns only actors with a score > 0 and more than their mean, at most so many, or with `everybody` all of them.
        Who has the same score stands in the order of ids, so that the order of the input means nothing.
        """
        asked = self._held(question, title)
        means = self._means(without)
        gained = self._gained(ties, asked.raw) if ties else None
        raw = asked.raw + gained.points if gained else asked.raw
        score = raw - means
        suggestions = [
            Suggestion(
                self._profiles[place].actor_id,
                float(score[place]),
                float(raw[place]),
                partial(self._parts, asked, place, means, gained),
            )
            for place in self._best(score, raw, most, everybody=everybody)
        ]
        best = suggestions[0].score if suggestions else 0.0
        full = max(best, self.engine.ideal(asked.words.question) * FULL)
        return Matches(tuple(suggestions), self._missing(asked), full)

    def _best(self, score: Vector, raw: Vector, most: int | None, *, everybody: bool) -> list[int]:
        """Return the places of those to be suggested, best first, in the order of ids where scores are the same."""
        import numpy as np  # noqa: PLC0415 - heavy, and only needed here

        order = np.argsort(-score, kind="stable")
        if not everybody:
            order = order[(score[order] > 0) & (raw[order] > 0)]
        return [int(place) for place in order[:most]]

    def _held(self, question: str, title: str) -> _Asked:
        held = self.engine.hold(question, title)
        raw = self.engine.scores(held)
        if self._meaning is None:
            return _Asked(held, raw, None)
        near = self._meaning.near(question, len(question.split()), raw)
        return _Asked(held, raw + near.points, near)

    def _means(self, without: Some[Hashable]) -> Vector:
        """Return each actor's mean S over the past without the question itself; 0 without a past."""
        import numpy as np  # noqa: PLC0415 - heavy, and only needed here

        others = [scores for key, scores in self._past if key not in without]
        return np.mean(others, axis=0) if others else np.zeros(len(self._profiles))

    def _gained(self, ties: Ties, raw: Vector) -> Gained:
        from compass.scoring.gaining import Gained  # noqa: PLC0415 - numpy is heavy, and only needed here

        return Gained(ties, [one.actor_id for one in self._profiles], raw)

    def _parts(self, asked: _Asked, place: int, means: Vector, gained: Gained | None) -> tuple[Part, ...]:
        """Return the summands of one actor's score, by term and document."""
        parts = self._by_word(asked.words.question, self.engine.summands(asked.words, place))
        if asked.near is not None and asked.near.points[place]:
            nearest = self.evidence[asked.near.nearest[place]]
            parts.append(Part("", nearest, "", float(asked.near.points[place]), MEANING))
        parts.sort(key=lambda part: (-part.points, part.term, part.evidence.id if part.evidence else -1))
        for number, gain in gained.through(self._profiles[place].actor_id) if gained else ():
            parts.append(Part("", None, "", gain, TIE, number))
        if means[place]:
            parts.append(Part("", None, "", -float(means[place]), GENERAL))
        return tuple(parts)

    def _by_word(self, question: Asked, summands: Iterable[Summand]) -> list[Part]:
        """Add up what a word of the question gives through one document; `written` is the word there that gives most."""
        found: dict[tuple[str, int, str], dict[str, float]] = {}
        for one in summands:
            origin = question.origins.get(one.term)
            why, term = (
                (WORD, origin.written) if origin else (RELATED, self._shown(one.document).get(one.term, one.term))
            )
            terms = found.setdefault((term, one.document, why), {})
            terms[one.term] = terms.get(one.term, 0.0) + one.points
        parts = []
        for (term, document, why), terms in found.items():
            most = max(terms, key=lambda one: (terms[one], one))
            written = self._shown(document).get(most, most)
            parts.append(Part(term, self.evidence[document], written, math.fsum(terms.values()), why))
        return parts

    def _shown(self, document: int) -> Mapping[str, str]:
        """Return how the terms of a document are written there."""
        return self.engine.written(self.evidence[document].text)

    def _missing(self, asked: _Asked) -> tuple[str, ...]:
        """Return what nobody shows evidence for: the most telling words first (-log p), at most six.

        Only words with a capital and four letters or more: in German these are the nouns, the rest is grammar.
        """
        reached = {
            origin.stem for term, origin in asked.words.question.origins.items() if term in self.engine.space.places
        }
        lacking = [
            (self.engine.space.share(word.stem), place, word.written)
            for place, word in enumerate(asked.words.question.said)
            if len(word.written) >= SHORT_WORD
            and word.written[:1].isupper()
            and not self.engine.knows(word)
            and word.stem not in reached
        ]
        return tuple(written for _, _, written in sorted(lacking)[:MOST_MISSING])


@dataclass(frozen=True)
class _Asked:
    """A question held against everybody: its words, S before the damping (m,), nearness in meaning."""

    words: Held
    raw: Vector
    near: Near | None


def points(shares: Sequence[float], total: int) -> list[int]:
    """Return whole numbers >= 0 in the proportion of `shares` (>= 0) that sum exactly to `total`: largest remainders.

    The method of T. Hare and H. Niemeyer; equal remainders go to the earlier one. Shares of nothing give zeros.
    """
    whole = math.fsum(shares)
    if whole <= 0:
        return [0] * len(shares)
    exact = [share / whole * total for share in shares]
    given = [math.floor(value) for value in exact]
    order = sorted(range(len(shares)), key=lambda place: (given[place] - exact[place], place))
    for place in order[: total - sum(given)]:
        given[place] += 1
    return given
