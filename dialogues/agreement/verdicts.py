"""Verdikt: from counted stones to the word that stands in front of the room.

The first rule that fits (thresholds below; chosen so that they can be said aloud in a council): under 8 stones Zu wenige
Stimmen; A < 0 and both camps at least 30 % Uneinig; at least 60 % in one camp with A of at least 0.4 Einig dafür or Einig
dagegen; at most a third agrees Wenig Zustimmung; everything else Gemischt.
Red ("the talk is worth it") has two reasons: Uneinig, and Wenig Zustimmung. Einig dagegen is red for the second: all
reject it, so agreement is very low; the word on the page stays "Einig dagegen". A red verdict is "knapp" where a draw
of other people like these would often not have been red (resampling.py).
"""

from __future__ import annotations

import enum
from fractions import Fraction

from dialogues.agreement.cells import SHOWN
from dialogues.agreement.measures import Counts, agreement, unity

ENOUGH = 8
"""Stones from which on there is a verdict at all."""
CAMP = Fraction(3, 10)
"""Share that each of two camps needs before the room counts as split."""
UNITED_SHARE, UNITED = Fraction(6, 10), Fraction(4, 10)
"""Share of one camp and unity from which on the room is of one mind."""
LITTLE = Fraction(1, 3)
"""Agreement up to which it is little."""
HIGH, MIDDLE = Fraction(6, 10), Fraction(3, 10)
"""Unity from which on its word is hoch, mittel; below it is gering."""


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


def verdict(counts: Counts, enough: int = ENOUGH) -> Verdict:
    """Return the word for counted stones by the rules at the top of this file."""
    share, measured = agreement(counts), unity(counts.stones)
    if counts.n < enough or share is None or measured is None:
        return Verdict.TOO_FEW
    against = Fraction(counts.down, counts.n)
    if measured < 0 and min(share, against) >= CAMP:
        return Verdict.SPLIT
    if measured >= UNITED and max(share, against) >= UNITED_SHARE:
        return Verdict.FOR if share > against else Verdict.AGAINST
    return Verdict.LITTLE if share <= LITTLE else Verdict.MIXED


def part_word(counts: Counts) -> str:
    """Return the word for a group or a sector of at least five stones; empty below. Without colour, so eight are not needed.

    One of four: Einig dafür, Einig dagegen, Gemischt, Uneinig. A part that rejects of one mind is neither mixed nor divided
    (docs/decisions/0021-a-group-that-is-through.md).
    """
    found = verdict(counts, SHOWN)
    if found is Verdict.TOO_FEW:
        return ""
    return VERDICT_WORDS[Verdict.MIXED if found is Verdict.LITTLE else found]
