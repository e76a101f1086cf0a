"""Examples of the page of formulas: rows of stones whose figures the code computes when the page is drawn."""

from __future__ import annotations

from functools import cache

from dialogues.agreement import Counts, ThesisResult, peers

ROWS = (
    ("Alle legen denselben Stein", (0, 0, 20, 0, 0)),
    ("Jeder Stein gleich oft", (4, 4, 4, 4, 4)),
    ("Zwei gleich große Lager", (10, 0, 0, 0, 10)),
    ("Zwei Lager und wenige dazwischen", (8, 2, 0, 2, 8)),
    ("Viele dafür, eine Person ganz dagegen", (19, 0, 0, 0, 1)),
    ("Die meisten dafür", (13, 8, 3, 1, 0)),
    ("Die meisten dagegen", (0, 1, 3, 8, 13)),
    ("Es geht durcheinander", (6, 5, 3, 6, 5)),
)


@cache
def examples() -> tuple[ThesisResult, ...]:
    """Return each row of stones as a result."""
    return tuple(
        ThesisResult(number, number, len(ROWS), text, "", Counts(*stones))
        for number, (text, stones) in enumerate(ROWS, start=1)
    )


def compared() -> list[tuple[str, tuple[float, ...]]]:
    """Return each row with mean (tar 1 to gold 5), Leik's D, variance, Esteban and Ray's polarisation, nearness to gold."""
    measures = (peers.mean, peers.leik, peers.spread, peers.polarised, lambda row: peers.toward(row, len(row)))
    return [(text, tuple(measure(stones[::-1]) for measure in measures)) for text, stones in ROWS]
