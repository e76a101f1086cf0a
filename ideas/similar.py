"""Ähnliche Ideen: which published ideas wish for the same, kept ready in each process and followed by version.

A process keeps the words of all published ideas in a core.nearest.Nearest. Before it answers it compares the
Ideenspeicher's version number; when that was raised, it reads number and version of each published idea and takes in or
out what differs, nothing else. Many at once (a first start, an import) are read in the background: until then similar
ideas are those the search index finds. What is shown is read from the rows anew, so nothing hidden is ever shown.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Flask, current_app, g
from sqlalchemy import select

from core import indexing, versions
from core.db import db, pending, rollback
from core.nearest import Near, Nearest, telling
from core.search.analyser import analyse
from core.search.query import Mode, parse
from ideas import queries
from ideas.models import Idea

log = logging.getLogger(__name__)

SHOWN: Final = 5
LEAST: Final = 0.2
"""Below this share of the question two texts have only everyday words in common."""
BESIDE_BEST: Final = 0.3
"""Beside one that says the same, what has less than this part of its share only distracts."""
ONE_WORD: Final = 0.3
"""A single word in common must be a good part of what is asked."""
AT_ONCE: Final = 200
"""So many changed ideas are read while somebody waits (about 0.1 seconds); more are read in the background."""
BATCH: Final = 500
FEW: Final = 20
BREATH: Final = 0.01
"""Seconds that a reading in the background leaves to the others after a few ideas."""
LONGEST_QUERY: Final = 200
WISHING: Final = frozenset(
    analyse(
        "möchte mag will würde hätte hätten gern gerne könnte könnten wäre wären fände finde schön gut toll super bitte "
        "wünsche wünschen wünsche mir brauche brauchen fehlt fehlen sollen müssen geben gibt machen "
        "jemand viele Idee Vorschlag Wunsch"
    )
)
"""Words that many ideas begin with: alone they ask for nothing."""


@dataclass(frozen=True)
class Similar:
    """An idea that wishes for nearly the same: how near (share of the question's words, by weight) and their words."""

    idea: Idea
    share: float
    words: tuple[str, ...]


class Shelf:
    """One process's words of all published ideas."""

    def __init__(self) -> None:
        self.texts = Nearest()
        self.number: tuple[int, int] | None = None
        self._versions: dict[int, int] = {}
        self._following = threading.Lock()

    def follow(self, number: tuple[int, int], at_most: int | None = None) -> bool:
        """Take in and out what changed; False when that is more than `at_most`. One thread does it, others go on."""
        if not self._following.acquire(blocking=False):
            return True
        try:
            wanted = select(Idea.id, Idea.version).where(Idea.published_at.is_not(None))
            present: dict[int, int] = dict(db.session.execute(wanted).all())
            for gone in self._versions.keys() - present.keys():
                self.texts.remove(gone)
                del self._versions[gone]
            fresh = [key for key, version in present.items() if self._versions.get(key) != version]
            if at_most is not None and len(fresh) > at_most:
                return False
            self._read(fresh, alone=at_most is None)
            self.number = number
        finally:
            self._following.release()
        return True

    def _read(self, ids: Sequence[int], *, alone: bool) -> None:
        """Take in ideas; in a thread of its own (`alone`) with pauses and without one long transaction."""
        size = FEW if alone else BATCH
        for start in range(0, len(ids), size):
            chosen = select(Idea.id, Idea.version, Idea.title, Idea.text).where(Idea.id.in_(ids[start : start + size]))
            rows = db.session.execute(chosen).all()
            if alone:
                rollback()
                time.sleep(BREATH)
            for key, version, title, text in rows:
                self.texts.put(key, title, text)
                self._versions[key] = version


def shelf() -> Shelf:
    """Return this process's shelf; it stands beside what versions.cached keeps and goes with it."""
    found: Shelf = current_app.extensions["shelf"].setdefault("similar", Shelf())
    return found


def ready() -> bool:
    """Follow what changed; False while there is nothing to ask yet. Opening the form asks this, so that nobody waits later."""
    kept = shelf()
    number = versions.of("ideas"), versions.of(versions.RESTORED)
    if kept.number == number:
        return True
    if not g.get("writes") and not pending("version.ideas") and not kept.follow(number, AT_ONCE):
        _in_background(number)
    return kept.number is not None


def _in_background(number: tuple[int, int]) -> None:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's documented way
    threading.Thread(target=_follow_all, args=(app, number), name="similar", daemon=True).start()


def _follow_all(app: Flask, number: tuple[int, int]) -> None:
    with app.app_context():
        try:
            shelf().follow(number)
            rollback()
        except Exception:
            log.exception("similar ideas could not be read; the next question tries again")


def near(
    title: str, text: str = "", *, limit: int = SHOWN, least: float = LEAST, without: Collection[int] = ()
) -> list[Similar]:
    """Return the published ideas nearest to a title and a text, best first; none when they hold only everyday words."""
    found = nearest(title, text, limit=limit, least=least, without=without)
    if found is None:
        return _searched(title or text, limit, without)
    close = {one.key: one for one in found}
    ideas = queries.by_ids(list(close), public=True) if close else []
    return [Similar(idea, close[idea.id].share, close[idea.id].words) for idea in ideas]


def nearest(
    title: str, text: str = "", *, limit: int = SHOWN, least: float = LEAST, without: Collection[int] = ()
) -> list[Near] | None:
    """Return numbers of the nearest ideas, which may be hidden by now; None while there is nothing to ask yet."""
    if not telling(f"{title}\n{text}", WISHING):
        return []
    if not ready():
        return None
    found = shelf().texts.ask(title, text, limit=limit, without=without, noise=WISHING)
    enough = max(least, BESIDE_BEST * found[0].share) if found else least
    return [one for one in found if one.share >= (enough if len(one.words) > 1 else max(enough, ONE_WORD))]


def _searched(said: str, limit: int, without: Collection[int]) -> list[Similar]:
    """Ask the search index instead, which knows no words for a reason."""
    found = indexing.find(
        parse(said[:LONGEST_QUERY], Mode.ANY), audience="public", kind="idea", limit=limit + len(without)
    )
    ids: Iterable[int] = (int(hit.id.split(":")[1]) for hit in found.hits)
    wanted = [number for number in ids if number not in without][:limit]
    return [Similar(idea, 0.0, ()) for idea in queries.by_ids(wanted, public=True)]
