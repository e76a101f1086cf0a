"""Zustimmung und Einigkeit: from counted stones to the word that stands in front of the room.

Agreement is the share of the two upper stones among those laid; "Dazu sage ich nichts" is never in n.
Unity is A of van der Eijk (2001), Measuring Agreement in Ordered Rating Scales, Quality & Quantity 35(3):325-341:
-1 (two poles) to 0 (flat) to 1 (one stone). All figures are computed in fractions, so no rounding decides a verdict.

The verdict, first rule that fits (thresholds below; chosen so that they can be said aloud in a council):
under 8 stones Zu wenige Stimmen; A < 0 and both camps at least 30 % Uneinig; at least 60 % in one camp with A of at
least 0.4 Einig dafür or Einig dagegen; at most a third agrees Wenig Zustimmung; everything else Gemischt.
Red ("the talk is worth it") has two reasons: Uneinig, and Wenig Zustimmung. Einig dagegen is red for the second: all
reject it, so agreement is very low; the word on the page stays "Einig dagegen". A red verdict is "knapp" where one
stone laid differently would have ended the red.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, permutations

from sqlalchemy import select

from core.db import db
from dialogues import bar
from dialogues.bar import BarPart
from dialogues.models import Dialogue, DialogueState, Thesis

ENOUGH = 8
"""Stones from which on there is a verdict at all."""
SHOWN = 5
"""Stones from which on a distribution is shown: fewer could point at people."""
CAMP = Fraction(3, 10)
"""Share that each of two camps needs before the room counts as split."""
UNITED_SHARE, UNITED = Fraction(6, 10), Fraction(4, 10)
"""Share of one camp and unity from which on the room is of one mind."""
LITTLE = Fraction(1, 3)
"""Agreement up to which it is little."""
HIGH, MIDDLE = Fraction(6, 10), Fraction(3, 10)
"""Unity from which on its word is hoch, mittel; below it is gering."""
KINDS_LEAST = 3


class Verdict(enum.StrEnum):
    """Was das Ergebnis heißt: one word for one thesis."""

    TOO_FEW = "too_few"
    FOR = "for"
    AGAINST = "against"
    LITTLE = "little"
    SPLIT = "split"
    MIXED = "mixed"


VERDICT_WORDS = {
    Verdict.TOO_FEW: "Zu wenige Stimmen",
    Verdict.FOR: "Einig dafür",
    Verdict.AGAINST: "Einig dagegen",
    Verdict.LITTLE: "Wenig Zustimmung",
    Verdict.SPLIT: "Uneinig",
    Verdict.MIXED: "Gemischt",
}
REASONS = {Verdict.SPLIT: "Uneinig", Verdict.LITTLE: "Wenig Zustimmung", Verdict.AGAINST: "Wenig Zustimmung"}
"""Why a verdict is red; verdicts that are not red stand not here."""


@dataclass(frozen=True)
class Counts:
    """Gezählte Steine einer These, from gold to tar, and how many said nothing; each 0 or more (else ValueError)."""

    gold: int
    amber: int
    pebble: int
    slate: int
    tar: int
    passed: int = 0

    def __post_init__(self) -> None:
        """Refuse counts below zero."""
        if min(*self.stones, self.passed) < 0:
            raise ValueError("a count is below zero")

    @property
    def stones(self) -> tuple[int, int, int, int, int]:
        """The five counts as people see them, gold first."""
        return self.gold, self.amber, self.pebble, self.slate, self.tar

    @property
    def n(self) -> int:
        """How many stones were laid; who said nothing is not among them."""
        return sum(self.stones)

    @property
    def up(self) -> int:
        """How many agree."""
        return self.gold + self.amber

    @property
    def down(self) -> int:
        """How many disagree."""
        return self.slate + self.tar


def agreement(counts: Counts) -> Fraction | None:
    """Return the share of gold and amber among the stones laid, 0 to 1; None without a stone."""
    return Fraction(counts.up, counts.n) if counts.n else None


def unity(stones: Sequence[int]) -> Fraction | None:
    """Return A of van der Eijk (2001) for K >= 3 ordered counts, -1 to 1; None without a stone, ValueError below K = 3.

    The counts are taken apart into layers: each time the smallest count left, from every kind that still has some.
    A is the mean of the layers' own agreement, weighted by the stones in them.
    """
    if len(stones) < KINDS_LEAST:
        raise ValueError("unity needs at least three kinds of stones")
    left, n, whole = list(stones), sum(stones), Fraction(0)
    while any(left):
        smallest = min(count for count in left if count)
        pattern = tuple(bool(count) for count in left)
        whole += Fraction(smallest * sum(pattern), n) * _layer(pattern)
        left = [count - smallest if count else 0 for count in left]
    return whole if n else None


def _layer(pattern: tuple[bool, ...]) -> Fraction:
    """Return the agreement of one layer (formulas 1 and 2 of van der Eijk): 1 for one kind, 0 when all kinds are there."""
    kinds, there = len(pattern), sum(pattern)
    if there in {1, kinds}:
        return Fraction(int(there == 1))
    triples = list(combinations(pattern, 3))
    unimodal = triples.count((True, True, False)) + triples.count((False, True, True))
    bimodal = triples.count((True, False, True))
    shape = Fraction((kinds - 2) * unimodal - (kinds - 1) * bimodal, (kinds - 2) * (unimodal + bimodal))
    return shape * (1 - Fraction(there - 1, kinds - 1))


def polarisation(stones: Sequence[int]) -> Fraction | None:
    """Return (1 - A) / 2: 0 one stone, 0.5 flat, 1 two poles; None without a stone."""
    measured = unity(stones)
    return None if measured is None else (1 - measured) / 2


def verdict(counts: Counts) -> Verdict:
    """Return the word for counted stones by the rules at the top of this file."""
    share, measured = agreement(counts), unity(counts.stones)
    if counts.n < ENOUGH or share is None or measured is None:
        return Verdict.TOO_FEW
    against = Fraction(counts.down, counts.n)
    if measured < 0 and min(share, against) >= CAMP:
        return Verdict.SPLIT
    if measured >= UNITED and max(share, against) >= UNITED_SHARE:
        return Verdict.FOR if share > against else Verdict.AGAINST
    return Verdict.LITTLE if share <= LITTLE else Verdict.MIXED


def is_narrow(counts: Counts) -> bool:
    """Tell whether one stone laid differently would have ended the red; False where nothing is red."""
    if verdict(counts) not in REASONS:
        return False
    for left, taken in permutations(range(len(counts.stones)), 2):
        moved = list(counts.stones)
        if moved[left]:
            moved[left], moved[taken] = moved[left] - 1, moved[taken] + 1
            if verdict(Counts(*moved)) not in REASONS:
                return True
    return False


@dataclass(frozen=True)
class ThesisResult:
    """Ergebnis einer These: what pages and papers show; figures are None where nothing may be shown."""

    thesis_id: int
    number: int
    of: int
    text: str
    question: str
    counts: Counts

    @property
    def n(self) -> int:
        """How many stones were laid."""
        return self.counts.n

    @property
    def verdict(self) -> Verdict:
        """The verdict."""
        return verdict(self.counts)

    @property
    def word(self) -> str:
        """The verdict in a word."""
        return VERDICT_WORDS[self.verdict]

    @property
    def needs_talk(self) -> bool:
        """Whether it is red: here the talk is worth it."""
        return self.verdict in REASONS

    @property
    def reason(self) -> str:
        """Why it is red, Uneinig or Wenig Zustimmung; empty where it is not."""
        return REASONS.get(self.verdict, "")

    @property
    def narrow(self) -> bool:
        """Whether one stone laid differently would have ended the red."""
        return is_narrow(self.counts)

    @property
    def sentence(self) -> str:
        """What the red word rests on, in people; empty where nothing is red."""
        if self.verdict is Verdict.SPLIT:
            return f"{self.counts.up} sind dafür, {self.counts.down} dagegen."
        return f"{self.counts.up} von {self.n} stimmen zu." if self.needs_talk else ""

    @property
    def distribution(self) -> tuple[BarPart, ...]:
        """Each stone with its count and its place in the bar, gold first; empty under five stones."""
        return bar.parts(self.counts.stones) if self.n >= SHOWN else ()

    @property
    def agreement(self) -> Fraction | None:
        """Share of the two upper stones, 0 to 1; None under five stones."""
        return agreement(self.counts) if self.n >= SHOWN else None

    @property
    def percent(self) -> int | None:
        """Agreement in whole per cent; None under five stones."""
        return None if self.agreement is None else int(self.agreement * 100 + Fraction(1, 2))

    @property
    def unity(self) -> Fraction | None:
        """A, -1 to 1; None under eight stones, where it would say more than it knows."""
        return unity(self.counts.stones) if self.n >= ENOUGH else None

    @property
    def unity_word(self) -> str:
        """Unity in a word: hoch, mittel, gering; empty where there is none."""
        if self.unity is None:
            return ""
        return "hoch" if self.unity >= HIGH else "mittel" if self.unity >= MIDDLE else "gering"

    @property
    def unity_number(self) -> str:
        """Unity as people write it: "0,66", "−0,39"; empty where there is none."""
        if self.unity is None:
            return ""
        hundredths = int(abs(self.unity) * 100 + Fraction(1, 2))
        sign = "−" if self.unity < 0 and hundredths else ""
        return f"{sign}{hundredths // 100},{hundredths % 100:02}"


def results(dialogue: Dialogue) -> tuple[ThesisResult, ...]:
    """Return the results of a closed meeting in the order of its theses; nothing before it is closed. One statement."""
    if dialogue.state is not DialogueState.CLOSED:
        return ()
    wanted = select(Thesis).where(Thesis.dialogue_id == dialogue.id).order_by(Thesis.position, Thesis.id)
    theses = list(db.session.scalars(wanted))
    return tuple(_of(thesis, number, len(theses)) for number, thesis in enumerate(theses, start=1))


def _of(thesis: Thesis, number: int, of: int) -> ThesisResult:
    """Return the result of one thesis; one that was never counted has no stones."""
    stones = (thesis.gold, thesis.amber, thesis.pebble, thesis.slate, thesis.tar, thesis.passed)
    counts = Counts(*(count or 0 for count in stones))
    return ThesisResult(thesis.id, number, of, thesis.text, thesis.question, counts)
