"""Changing the words of the search: one edit after the other, noted in the journal, the index written anew behind it."""

from __future__ import annotations

from core import accounts, clock, indexing, journal, versions, word_lists
from core.db import db
from core.errors import Refused
from core.journal import Who
from core.search.analyser import fold
from core.things import Thing
from core.word_lists import SAID, WordList, WordListEdit


def change(name: WordList, body: str, who: Who, seen: int) -> WordListEdit | None:
    """Store a new version of a list and have the index written anew; None when nothing would change.

    `seen` is the id of the newest version its author saw (0: none); refused when there is a newer one by now.
    """
    versions.turn("words")  # makes one edit after the other
    last = word_lists.newest(name)
    if seen != (last.id if last else 0):
        raise Refused(meanwhile(last))
    if (wrong := word_lists.fault(name, body)) is not None:
        raise Refused(wrong)
    before, after = last.body if last else "", word_lists.tidy(name, body)
    if before == after:
        return None
    row = WordListEdit(name=name, body=after, edited_at=clock.now(), account_id=who.account)
    db.session.add(row)
    db.session.flush()
    old, new = _words(before), _words(after)
    more, fewer = len(new - old), len(old - new)
    journal.note("words.changed", Thing("words", row.id), who, label=SAID[name].label, more=more, fewer=fewer)
    indexing.words_changed()
    return row


def meanwhile(last: WordListEdit | None) -> str:
    """Return the sentence for the second of two people at one list: who was first, and when."""
    name = accounts.names([last.account_id]).get(last.account_id) if last and last.account_id else None
    when = f" ({clock.time_in_words(last.edited_at)})" if last else ""
    return f"{name or 'Jemand anderes'} war schneller{when}."


def is_in_force() -> bool:
    """Tell whether the index answers with the lists as they are now; False while it is written anew."""
    return indexing.wordbook().mark == word_lists.book().mark


def as_written(word: str) -> list[str]:
    """Cut a word where the search would, in its own letters; the whole word where it stays in one piece."""
    pieces: list[str] = []
    start, wanted = 0, ""
    for part in word_lists.book().split(word)[:-1]:
        wanted += part
        end = next((end for end in range(start + 1, len(word)) if fold(word[:end]) == wanted), None)
        if end is None:
            return list(word_lists.book().split(word))
        pieces.append(word[start:end])
        start = end
    return [*pieces, word[start:]]


def same_as(word: str) -> list[str]:
    """Return the words for the same, as the list writes them."""
    tokens = {fold(word)}
    rows = word_lists.lines(word_lists.bodies()[WordList.SAME])
    return [other for line in rows if tokens & set(map(fold, line)) for other in line if fold(other) not in tokens]


def _words(body: str) -> set[str]:
    return {word for line in word_lists.lines(body) for word in line}
