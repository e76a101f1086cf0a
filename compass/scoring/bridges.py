"""Ways from a word that is asked for to another one that is written: each can be left out, to see what it is worth."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bridges:
    """Compounds taken apart, words that look alike, words for the same out of the thesaurus."""

    compounds: bool = True
    lookalikes: bool = True
    thesaurus: bool = True


ALL = Bridges()
NONE = Bridges(compounds=False, lookalikes=False, thesaurus=False)
