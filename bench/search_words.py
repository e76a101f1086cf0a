"""What the search knows of German words, measured: pairs that meet, compounds found by their parts, what it costs.

`run(paths)` prints four things. *Pairs*: fifteen of `PAIRS`, each found by asking for the first in an index that holds
only the second among other texts. *Compounds*: of all word forms of some files that hold a word (verkehr, schule), the
share that the list takes apart there. *Growth*: terms in the index beside terms without parts. *Did you mean*: time for
a misspelled word in an index of 20,000 made-up documents, against the limit of 50 ms.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.figures import Figure, show
from core.search import SearchDoc, WhooshIndex, fold, parse, words
from core.search.wordbook import PLAIN

PAIRS = (
    ("Buerger", "Bürger"),
    ("Bürger", "Bürgerinnen"),
    ("Haus", "Häuser"),
    ("Stadt", "Städte"),
    ("Amt", "Ämter"),
    ("Strasse", "Straße"),
    ("Gruen", "grüne"),
    ("Radverkehr", "Radverkehrskonzept"),
    ("Verkehr", "Radverkehrskonzept"),
    ("Beteiligung", "Bürgerbeteiligung"),
    ("digitalisieren", "Digitalisierung"),
    ("Kita", "Kitas"),
    ("mobil", "Mobilität"),
    ("Parkplatz", "Parkplätze"),
    ("Radweg", "Rad-Weg"),
)
COMPOUNDS = (
    ("Verkehr", "Nahverkehr"),
    ("Verkehr", "Straßenverkehrsamt"),
    ("Amt", "Straßenverkehrsamt"),
    ("Amt", "Jugendämter"),
    ("Rad", "Radverkehrskonzept"),
    ("Rad", "Fahrradständer"),
    ("Hof", "Schulhöfe"),
    ("Konzept", "Radverkehrskonzepte"),
)
APART = (
    ("Samt", "Straßenverkehrsamt"),
    ("Samt", "insgesamt"),
    ("Amt", "gesamt"),
    ("Ecke", "Strecke"),
    ("Sport", "Transport"),
    ("Raum", "Traum"),
    ("Tor", "Motor"),
    ("Ort", "Sport"),
    ("Rad", "geradeaus"),
    ("Hof", "hoffentlich"),
)
LEAST_PAIRS, MOST_GROWTH, MOST_SECONDS, DOCS = 13, 1.4, 0.05, 20_000
WORDS_LOOKED_AT = ("verkehr", "schule", "platz", "hof", "weg", "rad")
MISSPELLED = ("Fahradweg", "Spilplatz", "Bürgerbeteilligung", "Haltestele", "Bibliotek", "Kultrzentrum", "Schulwge")


def run(texts: Iterable[tuple[str, str]], docs: Iterable[SearchDoc]) -> bool:
    """Print all of it: `texts` are titles and texts people wrote, `docs` the made-up ones; tell whether limits are kept."""
    met, compounds, wrong = _met(PAIRS), _met(COMPOUNDS), _met(APART)
    print(f"\npairs met {len(met)} of {len(PAIRS)}, missed {[pair for pair in PAIRS if pair not in met]}")
    print(
        f"compounds found by a part {len(compounds)} of {len(COMPOUNDS)}, missed {sorted({*COMPOUNDS} - {*compounds})}"
    )
    print(f"related by letters alone: {wrong}")
    figures = [
        Figure("pairs that do not meet", len(PAIRS) - len(met) + 0.0, "", "limit", len(PAIRS) - LEAST_PAIRS + 0.0)
    ]
    figures.append(Figure("false relations", len(wrong) + 0.0, "", "pairs asked", len(APART) + 0.0, at_most=0.0))
    said = list(texts)
    if said:
        _print_shares(said)
        plain, parts = _terms(said)
        figures.append(
            Figure("terms, with parts", plain + parts + 0.0, "", "without", plain + 0.0, at_most=MOST_GROWTH)
        )
    times = sorted(_guessing(docs))
    for name, seconds in (
        ("p50", times[len(times) // 2]),
        ("p95", times[len(times) * 95 // 100]),
        ("worst", times[-1]),
    ):
        figures.append(Figure(f"did you mean, {name}, {DOCS}", seconds * 1e3, "ms", "limit", MOST_SECONDS * 1e3))
    return show("Words of the search", figures)


def _met(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pairs whose first word finds the second, among texts that hold neither; the minus ends the word."""
    met = []
    seen = frozenset({"public"})
    with tempfile.TemporaryDirectory() as folder:
        index = WhooshIndex(Path(folder))
        for asked, written in pairs:
            index.rebuild([_doc("it", written), *(_doc(f"other:{n}", f"Bänke im Grünen {n}") for n in range(5) if n)])
            if "it" in [hit.id for hit in index.query(parse(f"{asked} -Nilpferd"), viewer=seen).hits]:
                met.append((asked, written))
    return met


def _doc(doc_id: str, title: str) -> SearchDoc:
    from bench.search import DAY, SEEN  # noqa: PLC0415 - bench.search runs this file's bench

    return SearchDoc(doc_id, "idea", title, "", DAY, SEEN)


def _print_shares(said: list[tuple[str, str]]) -> None:
    """Print for some words the share of longer word forms with them that hold them as a part."""
    forms = {word.folded for pair in said for text in pair for word in words(text) if word.folded.isalpha()}
    for asked in WORDS_LOOKED_AT:
        holding = {form for form in forms if asked in form and len(form) > len(asked) + 2}
        token = words(asked)[0].token
        found = sum(token in PLAIN.parts(form) for form in holding)
        print(f"{asked:<12} {len(holding):>4} longer word forms, {found:>4} taken apart there")


def _terms(said: list[tuple[str, str]]) -> tuple[int, int]:
    """Count terms of the texts and the parts that come on top."""
    plain = parts = 0
    for title, text in said:
        found = [word for word in words(f"{title}\n{text}") if not word.joined]
        plain += len(found)
        parts += len({part for word in found for part in PLAIN.parts(word.folded)})
    return plain, parts


def _guessing(docs: Iterable[SearchDoc]) -> Iterator[float]:
    """Yield the seconds of each suggestion, the first with a cold index too."""
    draw = random.Random(5)
    seen = frozenset({"public"})
    with tempfile.TemporaryDirectory() as folder:
        index = WhooshIndex(Path(folder))
        held: set[str] = set()

        def kept() -> Iterator[SearchDoc]:
            for doc in docs:
                if len(held) < DOCS:
                    held.update(fold(word.text) for word in words(doc.title))
                yield doc

        index.rebuild(kept())
        index.query(parse("Radweg"), viewer=seen)
        longer = sorted(word for word in held if len(word) > 7)
        broken = [word[:4] + word[5:] for word in draw.sample(longer, min(40, len(longer)))]
        found = 0
        for word in (*MISSPELLED, *broken):
            began = time.perf_counter()
            found += bool(index.guesses(parse(word), viewer=seen))
            yield time.perf_counter() - began
        print(f"did you mean: a guess for {found} of {len(MISSPELLED) + len(broken)} misspelled words")
