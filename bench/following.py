"""The letter of a week for many followers: what processor time it takes to promise them all, and what memory at its peak.

Everybody follows two topics, a Stadtbezirk and an idea, and a thousand pieces of news happened, so every letter is long.
Memory is the growth of the resident set at its highest during the round; it must not follow the number of followers.
"""

from __future__ import annotations

import gc
import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, func, insert, select

from bench import sites
from bench.figures import NO_LIMIT, Figure, show
from bench.sites import Site
from core import clock
from core.db import db, writing
from core.outbox import Promise
from ideas.following import weekly
from ideas.following.models import Follower, Following, News, Rhythm, WeeklyRound
from ideas.models import Idea
from radar import queries as radar

FEW, MANY, NEWS = 1_000, 10_000, 1_000
SECONDS, MEGABYTES = 120, 64
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def run() -> bool:
    """Print the table on each database; tell whether time and memory keep their limits."""
    kept = []
    for kind in sites.everywhere():
        with kind(ideas=2_000, searched=False) as site:
            kept.append(_measured(site))
    return all(kept)


def _measured(site: Site) -> bool:
    with site.app.app_context(), clock.at(MONDAY):
        _news()
        _followers(0, FEW)
        _, little = _round(FEW)
        _followers(FEW, MANY)
        seconds, much = _round(MANY)
        again = weekly.write()
    figures = [
        Figure(f"{MANY} letters, processor", seconds, "s", "limit", SECONDS),
        Figure("a letter", seconds / MANY * 1000, "ms", "limit", SECONDS / MANY * 1000),
        Figure(f"peak memory, {MANY} letters", much, "MB", "limit", MEGABYTES),
        Figure(f"peak memory, {MANY} letters", much, "MB", f"{FEW} letters", max(little, 0.1), NO_LIMIT),
        Figure("letters of a second round", again, "", "limit", 1, 0.0),
    ]
    return show(f"Weekly letter, {site.engine}", figures)


def _news() -> None:
    with writing():
        numbers = list(db.session.scalars(select(Idea.id).where(Idea.published_at.is_not(None)).limit(NEWS)))
        day = MONDAY - timedelta(days=1)
        rows = [
            {
                "idea_id": number,
                "at": day,
                "word": "Beantwortet",
                "sentence": "Das machen wir. " * 10,
                "page": "x",
                "upto": 0,
            }
            for number in numbers
        ]
        db.session.execute(insert(News), rows)


def _followers(first: int, last: int) -> None:
    words = radar.taxonomy()
    areas, districts = [area.id for area in words.areas], [one.id for one in words.districts]
    with writing():
        people = [
            {"id": n + 1, "email": f"{n}@example.org", "address_hash": f"{n:064x}", "salt": f"{n:032x}"}
            for n in range(first, last)
        ]
        db.session.execute(insert(Follower), people)
        for n in range(first, last):
            for column, number in (
                ("area_id", areas[n % len(areas)]),
                ("area_id", areas[(n + 1) % len(areas)]),
                ("district_id", districts[n % len(districts)]),
                ("idea_id", 1 + n % 1000),
            ):
                db.session.add(_following(n + 1, column, number))
            if n % 500 == 0:
                db.session.flush()
                db.session.expunge_all()


def _following(follower_id: int, column: str, number: int) -> Following:
    since = MONDAY - timedelta(days=30)
    row = Following(follower_id=follower_id, rhythm=Rhythm.WEEKLY, asked_rhythm=Rhythm.WEEKLY)
    row.asked_at = row.confirmed_at = since
    setattr(row, column, number)
    return row


def _round(expected: int) -> tuple[float, float]:
    """Write one round; return seconds and megabytes."""
    with writing():
        db.session.execute(delete(WeeklyRound))
        db.session.execute(delete(Promise))
    db.session.expunge_all()
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    held, began = _megabytes("VmRSS"), time.process_time()
    written = weekly.write()
    seconds = time.process_time() - began
    peak = _megabytes("VmHWM") - held
    stored = db.session.scalar(select(func.count()).select_from(Promise).where(Promise.kind == "letter"))
    if not written == stored == expected:
        raise RuntimeError(f"{written} letters written, {stored} promised, {expected} expected")
    db.session.rollback()
    return seconds, peak


def _megabytes(word: str) -> float:
    """Return what the kernel says this process holds; Linux only."""
    found = re.search(rf"{word}:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) / 1000 if found else 0.0
