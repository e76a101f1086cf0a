"""The network made ready for suggestions, one for a process: made anew when what it rests on changes.

A small one is made at once. A large one, and nearness in meaning where it is installed, is made in a thread beside the
present one, which answers until then: who took the Yes back meanwhile is left out when names are read (`queries.matchable`).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from flask import current_app, g

from compass import embedding, queries, staff_words
from compass.matching import Network, Profile
from core import clock, slots, versions
from core.db import pending, rollback
from core.search.wordbook import Wordbook

if TYPE_CHECKING:
    from flask import Flask

    from compass.embedding import Embedder

log = logging.getLogger(__name__)
SUBJECTS: Final = ("compass", "words")
ELSEWHERE: Final = "compass.evidence_from"
"""Slot: other rooms name the subjects whose change brings new evidence."""
SMALL: Final = 1_500
"""Actors up to which making it anew costs no more than half a second."""
ENOUGH_PAST: Final = 10
"""So many earlier texts are needed before an actor's mean over them means anything."""
MOST_PAST: Final = 200
"""Of so many earlier texts, spread over all of them, the mean is taken."""
Number = tuple[object, ...]


class Shelf:
    """What one process has: the network, the state of the house it was made of, whether it knows meanings."""

    def __init__(self) -> None:
        self.kept: tuple[Number, Network] | None = None
        self.meaning = False
        self._making = threading.Lock()

    def network(self, number: Number, embedder: Embedder | None) -> Network:
        """Return the network of a state of the house, or the one before while that is being made."""
        kept = self.kept
        if kept is None or (kept[0] != number and len(kept[1]) <= SMALL):
            with self._making:  # of two who come at once the second waits, and takes what the first has made
                kept = self.kept
                if kept is None or kept[0] != number:
                    self.kept = kept = (number, made(None))
                    self.meaning = False
        if kept[0] != number or (embedder is not None and not self.meaning):
            in_background(lambda: self._make(number, embedder))
        return kept[1]

    def _make(self, number: Number, embedder: Embedder | None) -> None:
        if not self._making.acquire(blocking=False):
            return
        try:
            if self.kept is None or self.kept[0] != number or (embedder is not None and not self.meaning):
                found = made(embedder)
                self.kept, self.meaning = (number, found), embedder is not None
        finally:
            self._making.release()


def network() -> Network:
    """Return all who agreed to be suggested, made ready."""
    subjects = (*SUBJECTS, *slots.parts(ELSEWHERE))
    if g.get("writes") or any(pending(f"version.{one}") for one in subjects):
        return made(None)  # what is not stored yet is not kept for others
    shelf: Shelf = current_app.extensions["shelf"].setdefault("matching", Shelf())
    number = (*map(versions.of, subjects), versions.of(versions.RESTORED), clock.today())
    return shelf.network(number, embedding.installed())


def made(embedder: Embedder | None) -> Network:
    """Make the network as it is now."""
    return of(queries.profiles(), staff_words.wordbook(), embedder)


def another(profiles: Sequence[Profile], wordbook: Wordbook) -> Network:
    """Make a network of other profiles or words, to see what would be beside what is."""
    shelf: Shelf = current_app.extensions["shelf"].setdefault("matching", Shelf())
    return of(profiles, wordbook, embedding.installed() if shelf.meaning else None)


def of(profiles: Sequence[Profile], wordbook: Wordbook, embedder: Embedder | None = None) -> Network:
    """Make a network with the past as it is."""
    past = [*queries.past_texts(), *slots.parts("compass.past")]
    step = -(-len(past) // MOST_PAST)
    return Network(profiles, past[::step] if len(past) >= ENOUGH_PAST else (), wordbook=wordbook, embedder=embedder)


def in_background(make: Callable[[], None]) -> None:
    """Run something beside the request."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's documented way
    threading.Thread(target=_alone, args=(app, make), name="matching", daemon=True).start()


def _alone(app: Flask, make: Callable[[], None]) -> None:
    with app.app_context():
        try:
            make()
            rollback()
        except Exception:
            log.exception("the network could not be made ready; the next question tries again")
