"""The fonts of print: what they can draw, and what stands in for what they cannot."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Any, TypeVar

from core.config import ROOT

FOLDER = ROOT / "static" / "vendor" / "fira-sans"
FILES = ("FiraSans-Regular.woff2", "FiraSans-Bold.woff2", "FiraSans-Italic.woff2")
SUBSTITUTE = "[?]"
"""Stands for a run of characters that our fonts lack: emoji, other scripts."""
NEAR = {"\u2010": "-", "\u2011": "-", "\u2713": "x", "\u2714": "x", "\u25cf": "\u2022"}
SOFT_HYPHEN = "\u00ad"
TOGETHER = re.compile(
    r"(?<=\d\.) (?=Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)|(?<=\d) (?=[€%])"
)
"""The space between a day and its month, a figure and its unit: no line ends there."""

Shown = TypeVar("Shown")


@lru_cache(maxsize=1)
def drawn() -> frozenset[int]:
    """Return the code points that all faces of the print font draw."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415  only who makes a PDF pays for it

    faces = []
    for name in FILES:
        with TTFont(FOLDER / name) as font:
            faces.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*faces)


def drawable(text: str, known: AbstractSet[int] | None = None) -> str:
    """Return text made of characters our fonts draw, so that no other font is pulled in; days stay beside their months.

    Composed letters replace letter and accent; look-alikes stand for dashes, spaces and ticks; marks nobody sees
    (joiners, variation selectors, control characters) go; each run of what remains is shown as SUBSTITUTE.
    Line breaks and soft hyphens stay.
    """
    known = drawn() if known is None else known
    shown: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        piece = _piece(character, known)
        if piece != SUBSTITUTE or shown[-1:] != [SUBSTITUTE]:
            shown += [piece] if piece else []
    return TOGETHER.sub("\u00a0", "".join(shown))


def _piece(character: str, known: AbstractSet[int]) -> str:
    """Return what stands for one character; empty for a mark that nobody sees."""
    if character in "\n " or character == SOFT_HYPHEN:
        return character
    kind = unicodedata.category(character)
    if kind == "Zs" or character == "\t":
        return "\u00a0" if character in "\u00a0\u202f" else " "
    if kind in {"Cc", "Cf"} or "\ufe00" <= character <= "\ufe0f" or "\U0001f3fb" <= character <= "\U0001f3ff":
        return ""
    if ord(character) in known:
        return character
    plain = NEAR.get(character) or unicodedata.normalize("NFKC", character)
    return plain if all(ord(one) in known for one in plain) else SUBSTITUTE


def all_drawable(shown: Shown) -> Shown:
    """Return a copy of a document (or any part of it) in which every text is drawable."""
    value: Any = shown
    if isinstance(value, str):
        value = drawable(value)
    elif isinstance(value, tuple):
        value = tuple(all_drawable(one) for one in value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {one.name: all_drawable(getattr(value, one.name)) for one in dataclasses.fields(value)}
        value = dataclasses.replace(value, **changed)
    return value  # type: ignore[no-any-return]  # the same kind of thing that came in
