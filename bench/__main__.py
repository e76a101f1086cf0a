"""`python run.py bench [pages visit search matching memory ...] [--data FILE.csv ...]`: without a word everything."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bench import (
    doubles,
    evaluation,
    exports,
    following,
    graph,
    growth,
    importing,
    importing_actors,
    laying,
    matching,
    memory,
    network,
    pages,
    phones,
    quality,
    search,
    search_backends,
    search_words,
    similar,
    spam,
    visit,
    writes,
)

NAMES = (
    "pages, visit, search, matching, memory, writes, importing, actors, exports, following, similar, spam, network, "
    "growth, doubles, quality, graph, evaluation, stones, phones"
)
PICTURES = Path(__file__).parent.parent / "docs" / "pictures"


def main(words: Sequence[str]) -> int:
    """Measure what the words name; 1 when an acceptance ratio is missed."""
    parser = argparse.ArgumentParser(prog="python run.py bench", description="Each figure beside its peer or limit.")
    parser.add_argument("benches", nargs="*", metavar="BENCH", help=NAMES)
    parser.add_argument(
        "--data", nargs="+", type=Path, default=[], metavar="FILE.csv", help="contributions to search in"
    )
    parser.add_argument("--actors", type=int, default=network.ACTORS, help="how many actors the network has")
    parser.add_argument(
        "--tryton", type=Path, help="a Python with trytond and trytond-party, to measure beside the network"
    )
    parser.add_argument("--draw", action="store_true", help="write the pictures of the documentation anew")
    given = parser.parse_args(words)
    known = benches(given)
    unknown = set(given.benches) - known.keys()
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    kept = [known[name]() for name in given.benches or known]
    print("\nEvery limit is kept." if all(kept) else "\nA limit is missed.")
    return 0 if all(kept) else 1


def benches(given: argparse.Namespace) -> dict[str, Callable[[], bool]]:
    """Return what can be measured, by the word that names it."""
    return {
        "pages": pages.run,
        "visit": visit.run,
        "search": lambda: searched(given.data),
        "matching": matching.run,
        "memory": memory.run,
        "writes": writes.run,
        "importing": lambda: importing.run(given.data),
        "actors": importing_actors.run,
        "exports": exports.run,
        "following": following.run,
        "similar": lambda: similar.run(given.data),
        "spam": spam.run,
        "network": lambda: network.run(given.actors, given.tryton),
        "growth": lambda: growth.run(drawn=given.draw),
        "doubles": lambda: doubles.run(given.actors),
        "graph": lambda: graph.run(PICTURES / "graph.svg" if given.draw else None),
        "quality": quality.run,
        "evaluation": evaluation.run,
        "stones": laying.run,
        "phones": phones.run,
    }


def searched(paths: list[Path]) -> bool:
    """Measure the search: over made-up texts, or how well it finds the texts of some files."""
    print()
    if paths:
        search.run(paths)
        search_backends.run(paths)
    else:
        search.small()
    said = [(title, text) for path in paths for _, title, text in search.rows_of(path)]
    return search_words.run(said, search.made_up(search_words.DOCS))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
