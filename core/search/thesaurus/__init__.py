"""German words for the same, by their stems: Aufzug, Fahrstuhl, Lift (OpenThesaurus, see COPYRIGHT.txt beside this file).

The list has some 25,000 groups. As a dictionary it would cost each process 25 MB; it is kept as one line of text (1 MB) and
read at the first question. A look-up costs half a millisecond and is remembered.
"""

from __future__ import annotations

import lzma
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from core.search.analyser import stem_of

FILE: Final = Path(__file__).with_name("german.xz")
REMEMBERED: Final = 16_384


@cache
def _text() -> bytes:
    """Return all groups as stems, each stem between blanks, each group on a line."""
    lines = lzma.decompress(FILE.read_bytes()).decode("ascii").splitlines()
    stems = (dict.fromkeys(stem_of(word) for word in line.split()) for line in lines)
    return ("\n" + "\n".join(f" {' '.join(group)} " for group in stems if len(group) > 1) + "\n").encode("ascii")


@lru_cache(maxsize=REMEMBERED)
def near(stem: str) -> frozenset[str]:
    """Return the stems of words for the same as a stem's, itself left out; nothing for a word that the list lacks."""
    if not stem.isascii() or not stem.isalpha():
        return frozenset()
    text, wanted, found, at = _text(), f" {stem} ".encode("ascii"), set[str](), 0
    while (at := text.find(wanted, at)) >= 0:
        start, end = text.rfind(b"\n", 0, at + 1) + 1, text.find(b"\n", at)
        found.update(text[start:end].decode("ascii").split())
        at = end
    return frozenset(found - {stem})
