"""Should a sparse scorer in memory be a second engine of the search? The same questions to all, in the same run.

`run(paths)`: the own text by its title (MRR@10 and how often among five), for our index, the reasons' scorer
(core/similar.py) and the scorer of near texts (core/nearest.py). At 20,000 made-up texts: seconds until it answers in a
fresh process, memory, and time of a question. Only the index also filters by audience and facet, asks for all words,
phrases and beginnings, and is written once for all processes.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bench import search
from bench.search_peers import MOST, Ranking, Texts
from core.nearest import Nearest
from core.search import Mode, SearchDoc, WhooshIndex, parse
from core.similar import Collection

MANY = 20_000
ASKED = 200
FIVE = 5


def reasons(texts: Texts) -> Ranking:
    """The scorer of core/similar.py over some texts."""
    collection = Collection([text for _, text in texts])

    def rank(title: str) -> list[str]:
        answer = collection.ask(title)
        best = sorted(answer.found, key=lambda number: (-answer.score(number), number))
        return [texts[number][0] for number in best[:MOST]]

    return rank


def near(texts: Texts) -> Ranking:
    """The scorer of core/nearest.py over some texts."""
    collection = Nearest()
    for number, (_, text) in enumerate(texts):
        collection.put(number, "", text)
    return lambda title: [texts[one.key][0] for one in collection.ask(title, limit=MOST)]


def run(paths: Sequence[Path]) -> None:
    """Print both tables."""
    print(f"\n{'own text by title':<28}{'engine':<12}{'MRR@10':>8}{'in five':>9}{'p50 ms':>8}")
    for path in paths:
        rows = search.rows_of(path)
        texts = [(doc_id, text) for doc_id, _, text in rows]
        with tempfile.TemporaryDirectory() as folder:
            index = search.ours_over(texts, Path(folder) / "index")
            for name, rank in (("index", index), ("similar", reasons(texts)), ("nearest", near(texts))):
                mrr, half = search.mrr(rank, rows)
                five = statistics.mean(doc_id in rank(title)[:FIVE] for doc_id, title, _ in rows)
                print(f"{path.stem[:27]:<28}{name:<12}{mrr:>8.3f}{five:>9.3f}{half:>8.2f}")
    print(f"\n{MANY} made-up texts{'':<11}{'engine':<12}{'ready s':>8}{'MB':>9}{'p50 ms':>8}{'p95 ms':>8}")
    docs = list(search.made_up(MANY))
    texts = [(doc.id, doc.text) for doc in docs]
    with tempfile.TemporaryDirectory() as folder:
        WhooshIndex(Path(folder)).rebuild(docs)
        _line("index", lambda: _opened(Path(folder)), docs)
    _line("similar", lambda: reasons(texts), docs)
    _line("nearest", lambda: near(texts), docs)


def _opened(folder: Path) -> Ranking:
    """Our index as a fresh process opens it, its first question asked."""
    index = WhooshIndex(folder)

    def rank(title: str) -> list[str]:
        return [hit.id for hit in index.query(parse(title, Mode.ANY), viewer=search.SEEN, limit=MOST).hits]

    rank("Radweg")
    return rank


def _line(name: str, make: Callable[[], Ranking], docs: Iterable[SearchDoc]) -> None:
    """Print what an engine costs at many texts; memory is measured in a second making, because that slows it down."""
    began = time.perf_counter()
    rank = make()
    ready = time.perf_counter() - began
    draw = random.Random(3)
    times = []
    for doc in draw.sample(list(docs), ASKED):
        began = time.perf_counter()
        rank(doc.title)
        times.append(time.perf_counter() - began)
    times.sort()
    tracemalloc.start()
    kept = make()
    megabytes = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    del kept
    half, most = times[ASKED // 2] * 1e3, times[ASKED * 95 // 100] * 1e3
    print(f"{'':<28}{name:<12}{ready:>8.1f}{megabytes:>9.0f}{half:>8.2f}{most:>8.2f}")
