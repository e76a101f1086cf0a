"""Was das Gespräch lohnt: the reason of a red word in a sentence, and the picture of the round before the talk. Pure."""

from __future__ import annotations

from dataclasses import replace

from dialogues.agreement import Parts, ThesisResult

WHY = {
    "Uneinig": "Zwei Lager stehen sich gegenüber: Hier lohnt sich das Gespräch am meisten.",
    "Wenig Zustimmung": "Nur wenige sind dafür: Hier lohnt sich das Gespräch.",
}
"""The reason of the red in a sentence, by its word."""


def before(result: ThesisResult) -> ThesisResult | None:
    """Return what was said to the same thesis before the talk; None with one round, or where one of both may not be shown."""
    counts = result.parts.before
    earlier = None if counts is None or not result.is_shown else replace(result, counts=counts, parts=Parts())
    return earlier if earlier is not None and earlier.is_shown else None


def points(result: ThesisResult) -> int | None:
    """Return by how many percentage points agreement moved, -100 to 100, of the whole per cents on the page; None as before()."""
    earlier = before(result)
    if earlier is None or earlier.percent is None or result.percent is None:
        return None
    return result.percent - earlier.percent


def moved(result: ThesisResult) -> str:
    """Return the movement as it stands beside a count: "+12 Punkte", "−1 Punkt"; empty where nothing moved or is shown."""
    by = points(result)
    return f"{'+' if by > 0 else '−'}{abs(by)} {'Punkt' if abs(by) == 1 else 'Punkte'}" if by else ""
