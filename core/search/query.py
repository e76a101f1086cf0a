"""What a person typed, as plain values: no engine's query language ever sees it. Never raises."""

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from core.search.analyser import Word, fold, words
from core.search.wordbook import PLAIN, Wordbook

LONGEST: Final = 200
"""Characters considered where all words are asked for (`Mode.ALL`)."""
MOST_WORDS: Final = 12
LONGEST_ANY: Final = 600
"""Characters considered in `Mode.ANY`, which takes whole titles."""
MOST_WORDS_ANY: Final = 40
SHORTEST_PREFIX: Final = 3

_QUOTES: Final = str.maketrans(dict.fromkeys("„“”‟«»", '"'))
_CHUNK: Final = re.compile(r'(?P<minus>-?)"(?P<quoted>[^"]*)"?|(?P<plain>[^\s"]+)')


class Mode(StrEnum):
    """How the words of a query go together."""

    ALL = "all"
    """Every word; where no document holds them all, at least half of them (`Page.relaxed`)."""
    ANY = "any"
    """Any word, the more the better: for whole titles. Quotes and minus mean nothing."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing asked for: a word (one token), a phrase (tokens side by side), or a hyphenated compound.

    `joined` is the token of a compound written in one; `prefix` the folded beginning of a word still being typed.
    `plain` are the tokens as texts in other languages hold them: folded, not stemmed; `word` is what may be a compound.
    """

    text: str
    tokens: tuple[str, ...]
    joined: str = ""
    prefix: str = ""
    quoted: bool = False
    plain: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """The folded word that a compound's parts are looked for in, empty for what stands in quotes."""
        return "" if self.quoted else "".join(self.plain)


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query ready for every engine and for highlighting; `text` is what was typed, cut to what was considered.

    `book` is the wordbook of the index that answered it, for highlighting what the index found.
    """

    text: str
    clauses: tuple[Clause, ...] = ()
    excluded: tuple[Clause, ...] = ()
    mode: Mode = Mode.ALL
    book: Wordbook = field(default=PLAIN, compare=False, repr=False)

    @property
    def asks_for_nothing(self) -> bool:
        """True where no word is left: an empty field, signs, or stop words alone."""
        return not self.clauses and not self.excluded


def parse(user_text: str, mode: Mode = Mode.ALL) -> ParsedQuery:
    """Read what was typed: words, "a phrase", -without; the last word also as the beginning of one."""
    if mode is Mode.ANY:
        text = user_text[:LONGEST_ANY]
        return ParsedQuery(text, _unique(_plain_clauses(text), MOST_WORDS_ANY), mode=mode)
    text = user_text[:LONGEST]
    wanted: list[Clause] = []
    excluded: list[Clause] = []
    for chunk in _CHUNK.finditer(text.translate(_QUOTES)):
        plain = chunk["plain"]
        if plain is None:
            (excluded if chunk["minus"] else wanted).extend(_phrase(chunk["quoted"]))
        elif plain.startswith("-"):
            excluded.extend(_plain_clauses(plain[1:]))
        else:
            wanted.extend(_plain_clauses(plain))
    last = _with_prefix(wanted[-1]) if wanted and _typed_last(text, wanted[-1]) else None
    clauses = _unique(wanted, MOST_WORDS)
    if last is not None:
        clauses = tuple(last if clause.tokens == last.tokens else clause for clause in clauses)
    return ParsedQuery(text, clauses, _unique(excluded, MOST_WORDS), mode)


def _plain_clauses(chunk: str) -> list[Clause]:
    """Make one clause of each word, and one of each hyphenated compound."""
    clauses: list[Clause] = []
    parts: list[Word] = []
    for word in words(chunk):
        if not word.joined:
            parts.append(word)
            continue
        inside = [part for part in parts if part.start >= word.start]
        clauses += [_word(part) for part in parts if part.start < word.start]
        tokens, plain = tuple(part.token for part in inside), tuple(part.folded for part in inside)
        clauses.append(Clause(chunk[word.start : word.end], tokens, joined=word.token, plain=plain))
        parts.clear()
    return clauses + [_word(part) for part in parts]


def _word(word: Word) -> Clause:
    return Clause(word.text, (word.token,), plain=(word.folded,))


def _phrase(quoted: str) -> list[Clause]:
    """Make one clause of what stands in quotes, none where only stop words do."""
    found = [word for word in words(quoted) if not word.joined]
    tokens, plain = tuple(word.token for word in found), tuple(word.folded for word in found)
    return [Clause(quoted.strip(), tokens, quoted=True, plain=plain)] if tokens else []


def _typed_last(text: str, clause: Clause) -> bool:
    """Whether the text ends with this clause, as a word still being typed does."""
    return not clause.quoted and text.rstrip().endswith(clause.text)


def _with_prefix(clause: Clause) -> Clause:
    prefix = fold(clause.text.rpartition("-")[2]) if not clause.joined else fold(clause.text.replace("-", ""))
    if len(prefix) < SHORTEST_PREFIX:
        return clause
    return replace(clause, prefix=prefix)


def _unique(clauses: list[Clause], most: int) -> tuple[Clause, ...]:
    """Keep the first of clauses that ask for the same, at most so many words in all."""
    kept: dict[tuple[str, ...], Clause] = {}
    room = most
    for clause in clauses:
        if clause.tokens in kept:
            continue
        room -= len(clause.tokens)
        if room < 0:
            break
        kept[clause.tokens] = clause
    return tuple(kept.values())
