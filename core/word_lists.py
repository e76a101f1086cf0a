"""The city's own words of the search: three lists as people write them, what is wrong with one, and the wordbook of all."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from sqlalchemy import ForeignKey, Text, func, select
from sqlalchemy.orm import Mapped, mapped_column

from core import versions
from core.db import db
from core.rows import Base, Key, Moment, words
from core.search.analyser import fold, token_of
from core.search.wordbook import Wordbook, made

LONGEST: Final = 10_000
MOST_LINES: Final = 500
MOST_SAME: Final = 8
SHORTEST_WORD: Final = 3
LONGEST_WORD: Final = 40


class WordList(enum.StrEnum):
    """Which of the three lists."""

    PARTS = "parts"
    STOPS = "stops"
    SAME = "same"


@dataclass(frozen=True)
class Said:
    """A list as the office's page speaks of it: its word in the address, its name, what it does, an example."""

    slug: str
    label: str
    about: str
    example: str


SAID: Final = {
    WordList.PARTS: Said(
        "wortteile",
        "Weitere Wortteile",
        "Wörter, die in langen Wörtern stecken und die die Suche noch nicht kennt. Ein Wort je Zeile.",
        "Öffi",
    ),
    WordList.STOPS: Said(
        "keine-wortteile",
        "Keine Wortteile",
        "Wörter, die die Suche nie als Teil eines langen Wortes ansehen soll. Ein Wort je Zeile.",
        "Samt",
    ),
    WordList.SAME: Said(
        "gleiche-woerter",
        "Gleiche Wörter",
        "Wer eines dieser Wörter sucht, findet auch die anderen. Eine Gruppe je Zeile, mit Komma dazwischen.",
        "ÖPNV, Nahverkehr, Öffis",
    ),
}


class WordListEdit(Base):
    """Fassung einer Wörterliste der Suche: the newest of each list counts, the older ones are its history."""

    __tablename__ = "word_list_edit"

    id: Mapped[Key]
    name: Mapped[WordList] = mapped_column(words(WordList, "word_list"), index=True)
    body: Mapped[str] = mapped_column(Text)
    edited_at: Mapped[Moment]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)


def newest(name: WordList) -> WordListEdit | None:
    """Return a list's newest version, None while nobody wrote any."""
    wanted = select(WordListEdit).where(WordListEdit.name == name).order_by(WordListEdit.id.desc()).limit(1)
    return db.session.scalar(wanted)


def bodies() -> dict[WordList, str]:
    """Return what the lists say now."""
    found: dict[WordList, str] = versions.cached("words", _bodies)
    return found


def _bodies() -> dict[WordList, str]:
    latest = select(func.max(WordListEdit.id)).group_by(WordListEdit.name)
    rows = db.session.execute(select(WordListEdit.name, WordListEdit.body).where(WordListEdit.id.in_(latest))).all()
    return dict.fromkeys(WordList, "") | dict(rows)


def lines(body: str) -> list[list[str]]:
    """Cut a list into lines of words; empty lines are none."""
    cut = ([word for piece in line.split(",") if (word := piece.strip())] for line in body.splitlines())
    return [line for line in cut if line]


def tidy(name: WordList, body: str) -> str:
    """Write a list as it is kept: sorted, each line once, one word a line where lines are no groups."""
    found = lines(body)
    if name is not WordList.SAME:
        found = [[word] for line in found for word in line]
    kept = {tuple(fold(word) for word in line): ", ".join(line) for line in found}
    return "\n".join(kept[key] for key in sorted(kept))


def book() -> Wordbook:
    """Return the wordbook of what the lists say now."""
    now = bodies()
    flat = {name: [word for line in lines(now[name]) for word in line] for name in WordList}
    return made(flat[WordList.PARTS], flat[WordList.STOPS], lines(now[WordList.SAME]))


def fault(name: WordList, body: str) -> str | None:
    """Return the sentence about what is wrong with a list, or None."""
    if len(body) > LONGEST or len(lines(body)) > MOST_LINES:
        return f"Bitte höchstens {MOST_LINES} Zeilen und {LONGEST:,} Zeichen.".replace(",", ".")
    single = chain.from_iterable(_word_faults(word) for line in lines(body) for word in line)
    return next(chain(single, _group_faults(body) if name is WordList.SAME else _twin_faults(name, body)), None)


def _word_faults(word: str) -> Iterator[str]:
    folded, short = fold(word), word if len(word) <= LONGEST_WORD else word[:LONGEST_WORD] + " …"
    if not folded.isalpha() or not SHORTEST_WORD <= len(folded) <= LONGEST_WORD or len(word) > LONGEST_WORD:
        yield f"„{short}“ geht nicht: Bitte einzelne Wörter aus {SHORTEST_WORD} bis {LONGEST_WORD} Buchstaben."
    elif not token_of(word):
        yield f"„{short}“ ist ein Füllwort, das die Suche übergeht."


def _group_faults(body: str) -> Iterator[str]:
    seen: dict[str, int] = {}
    for number, line in enumerate(lines(body)):
        tokens = {token_of(word) for word in line}
        if not 1 < len(tokens) <= MOST_SAME:
            yield f"„{', '.join(line)[:60]}“ geht nicht: Bitte 2 bis {MOST_SAME} verschiedene Wörter in einer Zeile."
        for word in line:
            if seen.setdefault(token_of(word), number) != number:
                yield f"„{word}“ steht in zwei Zeilen. Bitte schreiben Sie alle gleichen Wörter in eine Zeile."


def _twin_faults(name: WordList, body: str) -> Iterator[str]:
    """Yield what is wrong where a word is a part and none."""
    twin = WordList.STOPS if name is WordList.PARTS else WordList.PARTS
    there = {fold(word) for line in lines(bodies()[twin]) for word in line}
    for word in (word for line in lines(body) for word in line):
        if fold(word) in there:
            yield f"„{word}“ steht schon bei „{SAID[twin].label}“."
