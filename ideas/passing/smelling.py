"""Whose job a text may be: a place's hint words looked for in what somebody wrote. A guess for a hint, never a decision."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.rows import fold
from ideas.passing.models import Agency

BETWEEN = re.compile(r"[,;\n]")
WORD = re.compile(r"[^\W_]+")


def words(place: Agency) -> tuple[str, ...]:
    """Return a place's hint words, folded (small letters, ä as ae); each stands for all words that begin with it."""
    folded = (fold(piece) for piece in BETWEEN.split(place.hints))
    return tuple(dict.fromkeys(word for word in folded if len(word) > 2))  # noqa: PLR2004 - two letters begin everything


def suits(place: Agency, text: str) -> bool:
    """Tell whether a text holds a word that begins with one of the place's, or one of its phrases."""
    whole = fold(text)
    parts = WORD.findall(whole)
    return any(hint in whole if " " in hint else _begins(parts, hint) for hint in words(place))


def _begins(parts: Iterable[str], hint: str) -> bool:
    return any(part.startswith(hint) for part in parts)


def first(places: Iterable[Agency], text: str) -> Agency | None:
    """Return the first of the places that a text smells of."""
    return next((place for place in places if suits(place, text)), None)
