"""Search, measured beside its peers.

`run(paths)`: finding a contribution's own text by its title. The title is the query and is not indexed; any of its
words may match. MRR@10 is the mean of 1 / rank of the own text, 0 beyond ten (E. Voorhees, TREC-8 question answering
track, 1999). Peers: SQLite FTS5 over the same tokens, PostgreSQL's `german`.

`small()`: what a commit and a prefix cost at 10,000 documents, as ratios to FTS5 in the same run. The texts are made up.
"""

import csv
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.search_peers import MOST, Ranking, Texts, fts5, postgresql
from core.search import Mode, SearchDoc, WhooshIndex, analyse, parse
from tests.support import postgres

SEEN = frozenset({"public"})
DAY = datetime(2026, 1, 1, tzinfo=UTC)
DOCS = 10_000
STEMS = """
rad schul verkehr wohn stadt park bürger wasser energie kultur sport markt bildung klima bus bahn garten nachbar
digital licht spiel jugend senioren umwelt hafen fluss wald brücken handwerks messe kita bibliotheks kirchen
""".split()  # noqa: SIM905 - quoted words would be unreadable
HEADS = """
weg platz haus konzept straße treff anlage netz plan angebot beratung stelle raum projekt zentrum ampel fest
werkstatt karte dienst verein aktion station schutz rat haltestelle beleuchtung fläche planung begrünung
""".split()  # noqa: SIM905 - quoted words would be unreadable
REST = """
neu gut sicher schlecht oft morgens abends kaputt dunkel sauber laut leise breit eng fehlen brauchen wünschen bauen
ändern finden gehen fahren warten helfen Kinder Menschen Familien Autos Bäume Stadtteil Innenstadt Norden Süden
""".split()  # noqa: SIM905 - quoted words would be unreadable


def run(paths: list[Path]) -> None:
    """Print MRR@10 and query time for each file with the columns id, title, text."""
    absent = [path for path in paths if not path.is_file()]
    if absent or not paths:
        sys.exit(f"No such file: {', '.join(map(str, absent))}" if absent else "Name a file: search --data FILE.csv")
    why = postgres.missing()
    cluster = None if why else postgres.start()
    try:
        print(f"{'MRR@10':<28}{'n':>6}{'ours':>9}{'FTS5':>9}{'german':>9}{'p50 ms':>9}{'FTS5 ms':>9}{'ratio':>7}")
        for path in paths:
            _measure(path, cluster)
    finally:
        if cluster is not None:
            cluster.stop()
    if why:
        print(f"PostgreSQL left out: {why}")


def _measure(path: Path, cluster: postgres.Cluster | None) -> None:
    """Print one line for one file."""
    rows = rows_of(path)
    texts = [(doc_id, text) for doc_id, _, text in rows]
    with tempfile.TemporaryDirectory() as folder:
        ours, own_time = mrr(ours_over(texts, Path(folder) / "index"), rows)
        peer, peer_time = mrr(fts5(texts), rows)
    german = f"{mrr(postgresql(texts, cluster), rows)[0]:9.3f}" if cluster else f"{'-':>9}"
    ratio = own_time / peer_time
    print(
        f"{path.stem[:27]:<28}{len(rows):>6}{ours:>9.3f}{peer:>9.3f}{german}{own_time:>9.2f}{peer_time:>9.2f}{ratio:>7.1f}"
    )


def ours_over(texts: Texts, folder: Path) -> Ranking:
    """Our index over texts without titles, asked for any of the words."""
    index = WhooshIndex(folder)
    index.rebuild(SearchDoc(doc_id, "idea", "", text, DAY, SEEN) for doc_id, text in texts)

    def rank(title: str) -> list[str]:
        return [hit.id for hit in index.query(parse(title, Mode.ANY), viewer=SEEN, limit=MOST).hits]

    return rank


def rows_of(path: Path) -> list[tuple[str, str, str]]:
    """Read id, title and text, the rows without a title or a text left out."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = [(row["id"], row["title"], row["text"]) for row in csv.DictReader(lines)]
    return [row for row in rows if row[1].strip() and row[2].strip()]


def mrr(rank: Ranking, rows: Sequence[tuple[str, str, str]]) -> tuple[float, float]:
    """Mean reciprocal rank of the own text, and the median time of a query in milliseconds."""
    reciprocal = 0.0
    times = []
    for doc_id, title, _ in rows:
        began = time.perf_counter()
        found = rank(title)
        times.append(time.perf_counter() - began)
        if doc_id in found:
            reciprocal += 1 / (found.index(doc_id) + 1)
    return reciprocal / (len(rows) or 1), statistics.median(times) * 1e3


def small() -> None:
    """Print what a commit, a word, two words and a prefix cost at 10,000 made-up documents, beside FTS5."""
    draw = random.Random(7)
    docs = [(f"idea:{number}", _made_up(draw)) for number in range(DOCS)]
    with tempfile.TemporaryDirectory() as folder:
        index = WhooshIndex(Path(folder) / "index")
        db = sqlite3.connect(Path(folder) / "fts5.db", isolation_level=None)
        built = _time(lambda: index.rebuild(_documents(docs)))
        print(f"{DOCS} documents, built in {built:.1f} s; milliseconds, ours beside FTS5")
        peer_built = _time(lambda: _fill(db, docs))
        print(f"{'build':<16}{built * 1e3:>9.0f}{peer_built * 1e3:>9.0f}   ratio {built / peer_built:5.1f}")
        _commits(index, db, docs)
        for name, asked in _questions(docs, draw).items():
            _ask(name, asked, index, db)
        db.close()


def made_up(number: int) -> Iterator[SearchDoc]:
    """Yield so many made-up documents."""
    draw = random.Random(11)
    return _documents([(f"idea:{one}", _made_up(draw)) for one in range(number)])


def _made_up(draw: random.Random) -> str:
    """Write a text of about 60 words, compounds among them, common words more often."""
    words = []
    for _ in range(draw.randint(30, 90)):
        stem = STEMS[min(draw.randrange(len(STEMS)), draw.randrange(len(STEMS)))]
        compound = (stem + draw.choice(("", draw.choice(STEMS))) + draw.choice(HEADS)).capitalize()
        words.append(compound if draw.random() < 0.4 else draw.choice(REST))
    return " ".join(words)


def _documents(docs: Texts) -> Iterator[SearchDoc]:
    for number, (doc_id, text) in enumerate(docs):
        yield SearchDoc(doc_id, "idea", text[:40], text, DAY + timedelta(minutes=number), SEEN)


def _fill(db: sqlite3.Connection, docs: Texts) -> None:
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=NORMAL")
    db.execute("CREATE VIRTUAL TABLE found USING fts5(tokens, tokenize='unicode61', content='', prefix=3)")
    db.execute("BEGIN")
    rows = ((number, " ".join(analyse(text))) for number, (_, text) in enumerate(docs))
    db.executemany("INSERT INTO found(rowid, tokens) VALUES (?, ?)", rows)
    db.execute("COMMIT")


def _commits(index: WhooshIndex, db: sqlite3.Connection, docs: Texts) -> None:
    """Print the time from handing over one document to finding it."""
    ours, peer = [], []
    for number in range(20):
        word = "neuheit" + "abcdefghijklmnopqrstuvwxyz"[number]
        fresh = SearchDoc(f"new:{number}", "idea", word, docs[number][1], DAY, SEEN)
        ours.append(_time(lambda fresh=fresh: index.put([fresh])))  # type: ignore[misc]
        ours[-1] += _time(lambda word=word: index.query(parse(word), viewer=SEEN))  # type: ignore[misc]
        row = (DOCS + number, " ".join(analyse(f"{word} {fresh.text}")))
        peer.append(_time(lambda row=row: db.execute("INSERT INTO found(rowid, tokens) VALUES (?, ?)", row)))  # type: ignore[misc]
    _line("commit to visible", ours, peer)


def _questions(docs: Texts, draw: random.Random) -> dict[str, list[str]]:
    """Draw queries from the texts."""
    words = [draw.choice(draw.choice(docs)[1].split()) for _ in range(180)]
    return {
        "one word": words[:60],
        "two words": [" ".join(draw.sample(draw.choice(docs)[1].split(), 2)) for _ in range(60)],
        "prefix": [word[: draw.randint(3, 5)] for word in words if len(word) > 5],
    }


def _ask(name: str, asked: list[str], index: WhooshIndex, db: sqlite3.Connection) -> None:
    """Print one class of queries; each the best of three."""
    ours, peer = [], []
    statement = "SELECT rowid FROM found WHERE found MATCH ? ORDER BY bm25(found) LIMIT 25"
    for text in asked:
        stars = (f"{text.lower()}*" if name == "prefix" else " ".join(f'"{token}"' for token in analyse(text)),)
        ours.append(_best(lambda text=text: index.query(parse(text), viewer=SEEN)))  # type: ignore[misc]
        peer.append(_best(lambda stars=stars: db.execute(statement, stars).fetchall()))  # type: ignore[misc]
    _line(name, ours, peer)


def _line(name: str, ours: list[float], peer: list[float]) -> None:
    half, most = _percentile(ours, 50), _percentile(ours, 95)
    other, other_most = _percentile(peer, 50), _percentile(peer, 95)
    print(
        f"{name:<18}p50 {half * 1e3:7.2f} p95 {most * 1e3:7.2f} (p95/p50 {most / half:4.1f})   "
        f"FTS5 {other * 1e3:6.2f} {other_most * 1e3:6.2f}   ratio {half / other:5.1f} {most / other_most:5.1f}"
    )


def _percentile(times: list[float], percent: int) -> float:
    return sorted(times)[min(len(times) - 1, len(times) * percent // 100)]


def _time(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def _best(call: Callable[[], object]) -> float:
    return min(_time(call) for _ in range(3))
