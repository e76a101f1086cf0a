"""Similar ideas, measured beside PostgreSQL.

`run(paths)`: 200 ideas of each file, shortened to their titles: is the own idea among the first five (hits@5), and at
which place (MRR@5; E. Voorhees, TREC-8, 1999)? Once as it is in life, the title being a part of what is looked in, and
once with the titles taken out, which is much harder. Peers over the same texts: PostgreSQL's `german` full text with any
of the words by ts_rank, titles weighted, and pg_trgm by word_similarity. Without a file: texts made up.

`at_scale()`: 20,000 made-up ideas; p95 of one question of a title and a text by the clock and by the processor, what it
costs to take one idea in and out. The peers answer the same questions over the same texts, by the clock; the promise is
judged by processor time, which a busy machine does not stretch. Where a peer finds fewer than five, the bench stops.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import psycopg

from bench.figures import NO_LIMIT, Figure, percentile, settled, show
from bench.search import rows_of
from core.nearest import Nearest
from tests.support import postgres

FIVE: Final = 5
ASKED: Final = 200
DOCS: Final = 20_000
QUESTIONS: Final = 100
THEIRS: Final = 5
VOCABULARY: Final = 40_000
ZIPF: Final = 26.1
"""Base 1.5 to this is about the vocabulary."""
PROMISE: Final = 50.0
ENOUGH: Final = 0.9
Rows = Sequence[tuple[str, str, str]]
Ranking = Callable[[str, str], list[int]]


def run(paths: Sequence[Path]) -> bool:
    """Measure and print; tell whether the own idea is among five in 90 % and a question at 20,000 ideas is quick enough."""
    why = postgres.missing()
    cluster = None if why else postgres.start()
    try:
        found = [_quality(path.stem, rows_of(path), cluster) for path in paths]
        quick = show(f"Similar ideas: one question to {DOCS:,} ideas", settled(lambda: at_scale(cluster)))
    finally:
        if cluster is not None:
            cluster.stop()
    if why:
        print(f"PostgreSQL left out: {why}")
    return all(found) and quick


def _quality(name: str, rows: Rows, cluster: postgres.Cluster | None) -> bool:
    chosen = random.Random(7).sample(range(len(rows)), min(ASKED, len(rows)))
    print(f"\n{name[:40]}: {len(chosen)} of {len(rows)} ideas by their titles")
    print(f"{'':<34}{'hits@5':>8}{'MRR@5':>8}{'p50 ms':>9}{'p95 ms':>9}")
    kept = True
    for what, texts in (
        ("title and text", [(title, text) for _, title, text in rows]),
        ("titles taken out", [("", text) for _, _, text in rows]),
    ):
        for peer, rank in _rankings(texts, cluster).items():
            hits, mrr, times = _asked(rank, rows, chosen)
            half, most = percentile(times, 50), percentile(times, 95)
            print(f"{what:<18}{peer:<16}{hits:>8.3f}{mrr:>8.3f}{half:>9.2f}{most:>9.2f}", flush=True)
            if peer == "ours" and what == "title and text":
                kept = hits >= ENOUGH
    return kept


def _rankings(texts: Sequence[tuple[str, str]], cluster: postgres.Cluster | None) -> dict[str, Ranking]:
    return {"ours": ours(texts), **_peers(texts, cluster)}


def _asked(rank: Ranking, rows: Rows, chosen: Sequence[int]) -> tuple[float, float, list[float]]:
    """Return hits@5, MRR@5 and the milliseconds of each question."""
    hits, reciprocal, times = 0, 0.0, []
    for place in chosen:
        began = time.perf_counter()
        found = rank(rows[place][1], "")
        times.append((time.perf_counter() - began) * 1e3)
        if place in found:
            hits += 1
            reciprocal += 1 / (found.index(place) + 1)
    return hits / (len(chosen) or 1), reciprocal / (len(chosen) or 1), times


def ours(texts: Sequence[tuple[str, str]]) -> Ranking:
    """The house's own collection."""
    collection = Nearest()
    for place, (title, text) in enumerate(texts):
        collection.put(place, title, text)
    return lambda title, text: [one.key for one in collection.ask(title, text, limit=FIVE)]


def _table(texts: Sequence[tuple[str, str]], cluster: postgres.Cluster) -> psycopg.Connection:
    connection = psycopg.connect(f"host={cluster.folder} user=test dbname=postgres", autocommit=True)
    connection.execute("DROP TABLE IF EXISTS idea")
    connection.execute("CREATE TABLE idea (id integer PRIMARY KEY, title text, body text, words tsvector)")
    weighted = "setweight(to_tsvector('german', %s), 'A') || to_tsvector('german', %s)"
    rows = [(place, title, text, title, text) for place, (title, text) in enumerate(texts)]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO idea VALUES (%s, %s, %s, {weighted})", rows)  # noqa: S608 - our own words
    connection.execute("CREATE INDEX ON idea USING gin (words)")
    return connection


def german(texts: Sequence[tuple[str, str]], cluster: postgres.Cluster) -> Ranking:
    """PostgreSQL's full text, any of the words, by ts_rank over the length."""
    connection = _table(texts, cluster)
    connection.execute("ANALYZE idea")

    def rank(title: str, text: str) -> list[int]:
        rows = connection.execute(
            """
            WITH wanted AS (SELECT replace(plainto_tsquery('german', %s)::text, ' & ', ' | ')::tsquery AS any_word)
            SELECT id FROM idea, wanted WHERE words @@ any_word ORDER BY ts_rank(words, any_word, 1) DESC, id LIMIT %s
            """,
            (f"{title} {text}", FIVE),
        )
        return [place for (place,) in rows]

    return rank


def trigrams(texts: Sequence[tuple[str, str]], cluster: postgres.Cluster) -> Ranking:
    """pg_trgm: runs of three letters, how much of the question stands in the idea."""
    connection = _table(texts, cluster)
    connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")

    def rank(title: str, text: str) -> list[int]:
        said = f"{title} {text}"
        rows = connection.execute(
            "SELECT id FROM idea ORDER BY word_similarity(%s, title || ' ' || body) DESC, id LIMIT %s", (said, FIVE)
        )
        return [place for (place,) in rows]

    return rank


def at_scale(cluster: postgres.Cluster | None) -> list[Figure]:
    """Ask 20,000 made-up ideas; milliseconds, PostgreSQL's by the clock only: its processes are others."""
    dice = random.Random(7)
    known = vocabulary(dice)
    texts = [(made_up(dice, known, 6), made_up(dice, known, dice.randint(20, 80))) for _ in range(DOCS)]
    asked = [(made_up(dice, known, 6), made_up(dice, known, 50)) for _ in range(QUESTIONS)]
    collection = Nearest()
    began = time.process_time()
    for place, (title, text) in enumerate(texts):
        collection.put(place, title, text)
    built = time.process_time() - began
    waited, spent = _timed(collection.ask, asked)
    changes = [_spent(lambda place=place: collection.put(place, *texts[place])) for place in range(QUESTIONS)]  # type: ignore[misc]  # lambda of a loop
    most = percentile(waited, 95)
    figures = [
        Figure("p95, processor time", percentile(spent, 95), "ms", "promised", PROMISE),
        Figure("p95, by the clock", most, "ms", "promised", PROMISE, aim=True),
    ]
    for peer, rank in _peers(texts, cluster).items():
        theirs, _ = _timed(_whole(rank), asked[:THEIRS])
        figures.append(Figure("p95, by the clock", most, "ms", f"{peer}, by the clock", max(theirs), NO_LIMIT))
    figures.append(Figure("one idea changed", percentile(changes, 95), "ms", "all anew", built * 1e3, 0.01))
    return figures


def vocabulary(dice: random.Random) -> list[str]:
    """Make up words of two to five syllables, as German compounds are."""
    beginnings, endings = (
        ["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "sch", "st", "t", "w", "z"],
        ("", "n", "r", "l", "st"),
    )
    syllables = [begin + vowel + end for begin in beginnings for vowel in "aeiou" for end in endings]
    return ["".join(dice.choices(syllables, k=dice.choice((2, 3, 3, 4, 5)))).capitalize() for _ in range(VOCABULARY)]


def made_up(dice: random.Random, known: Sequence[str], length: int) -> str:
    """Say so many words as people do: few often, most seldom (G. K. Zipf, 1949)."""
    return " ".join(known[min(int(1.5 ** dice.uniform(0, ZIPF)) - 1, len(known) - 1)] for _ in range(length))


def _peers(texts: Sequence[tuple[str, str]], cluster: postgres.Cluster | None) -> dict[str, Ranking]:
    return {} if cluster is None else {"german": german(texts, cluster), "pg_trgm": trigrams(texts, cluster)}


def _whole(rank: Ranking) -> Ranking:
    """Let a peer stop the bench when it does not find five: its time would be that of another question."""

    def ranked(title: str, text: str) -> list[int]:
        found = rank(title, text)
        if len(found) < FIVE:
            raise RuntimeError(f"a peer found {len(found)} ideas")
        return found

    return ranked


def _timed(ask: Callable[[str, str], object], asked: Sequence[tuple[str, str]]) -> tuple[list[float], list[float]]:
    """Return the milliseconds of each question, by the clock and of this process's processor time."""
    waited, spent = [], []
    for title, text in asked:
        began, ticks = time.perf_counter(), time.process_time()
        ask(title, text)
        spent.append((time.process_time() - ticks) * 1e3)
        waited.append((time.perf_counter() - began) * 1e3)
    return waited, spent


def _spent(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return (time.process_time() - began) * 1e3
