"""The two engines our search is measured beside: SQLite FTS5 over our tokens, and PostgreSQL's own German full text."""

import sqlite3
from collections.abc import Callable, Sequence

import psycopg

from core.search import analyse
from tests.support import postgres

MOST = 10
Ranking = Callable[[str], list[str]]
Texts = Sequence[tuple[str, str]]


def fts5(texts: Texts) -> Ranking:
    """SQLite FTS5, contentless, fed with the same tokens as our index; any of the words, ranked by its bm25."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE found USING fts5(tokens, tokenize='unicode61', content='')")
    ids = [doc_id for doc_id, _ in texts]
    rows = ((number, " ".join(analyse(text))) for number, (_, text) in enumerate(texts))
    db.executemany("INSERT INTO found(rowid, tokens) VALUES (?, ?)", rows)
    statement = "SELECT rowid FROM found WHERE found MATCH ? ORDER BY bm25(found), rowid LIMIT ?"

    def rank(title: str) -> list[str]:
        tokens = dict.fromkeys(analyse(title))
        wanted = " OR ".join(f'"{token}"' for token in tokens)
        return [ids[number] for (number,) in db.execute(statement, (wanted, MOST))] if wanted else []

    return rank


def postgresql(texts: Texts, cluster: postgres.Cluster) -> Ranking:
    """PostgreSQL's configuration `german`, any of the words; ts_rank by length, here its best ranking."""
    db = psycopg.connect(f"host={cluster.folder} user=test dbname=postgres", autocommit=True)
    db.execute("DROP TABLE IF EXISTS found")
    db.execute("CREATE TABLE found (id text PRIMARY KEY, words tsvector)")
    with db.cursor() as cursor:
        cursor.executemany("INSERT INTO found VALUES (%s, to_tsvector('german', %s))", texts)
    db.execute("CREATE INDEX ON found USING gin (words)")
    db.execute("ANALYZE found")

    def rank(title: str) -> list[str]:
        rows = db.execute(
            """
            WITH wanted AS (
                SELECT replace(plainto_tsquery('german', %s)::text, ' & ', ' | ')::tsquery AS any_word
            )
            SELECT id FROM found, wanted WHERE words @@ any_word ORDER BY ts_rank(words, any_word, 1) DESC, id LIMIT %s
            """,
            (title, MOST),
        )
        return [doc_id for (doc_id,) in rows]

    return rank
