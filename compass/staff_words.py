"""Wörter der Vorschläge: what the office keeps as words for the same, as the matching reads it.

Two lists, each with a page of its own: the terms of the network with their other words, and the words of the search. Words
of several parts ("leichte Sprache") stand in the same groups; `compass/scoring/phrases.py` knows what they mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from compass import queries
from core import word_lists
from core.search.wordbook import Wordbook, made
from core.word_lists import WordList


def groups() -> dict[int, tuple[str, ...]]:
    """Return the words of each term on offer, its name first."""
    known = queries.known_terms()
    offered = set(known.by_word.values())
    return {number: words for number, words in known.words.items() if number in offered}


def wordbook(terms: Iterable[Sequence[str]] | None = None, lists: Mapping[WordList, str] | None = None) -> Wordbook:
    """Return all the office's words; `terms` are other groups of terms, `lists` other words of the search."""
    now = {**word_lists.bodies(), **(lists or {})}
    rows = {name: word_lists.lines(now[name]) for name in WordList}
    flat = {name: [word for line in rows[name] for word in line] for name in WordList}
    of_terms = groups().values() if terms is None else terms
    several = [words for words in (*of_terms, *rows[WordList.SAME]) if len(words) > 1]
    return made(flat[WordList.PARTS], flat[WordList.STOPS], several)
