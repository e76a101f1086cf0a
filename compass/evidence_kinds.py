"""Kinds of evidence in words: for the office's page about weights, and for everybody's page about suggestions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from compass import queries

FULL: Final = 100


@dataclass(frozen=True)
class Said:
    """A kind of evidence: its name in the office, what is meant, and how everybody's page calls it."""

    label: str
    about: str
    plain: str


SAID: Final[Mapping[str, Said]] = {
    "confirmed": Said(
        "Kann, vom Büro bestätigt",
        "Eine Kompetenz, von der das Büro weiß, dass sie stimmt.",
        "ein Können, das das Büro bestätigt hat",
    ),
    "competence": Said(
        "Kann", "Eine Kompetenz, wie jemand sie selbst angibt.", "ein Können, wie jemand es selbst angibt"
    ),
    "offer": Said("Bietet an", "Räume, Zeit, Geräte, Daten, Beratung.", "ein Angebot"),
    "about": Said("Beschreibung", "Name und Beschreibung im Eintrag.", "die Beschreibung im Eintrag"),
    "everyday": Said("Weiß aus dem Alltag", "Wofür jemand Alltagsexpert*in ist.", "Wissen aus dem Alltag"),
    "reference": Said(
        "Beispiel der Arbeit", "Woran jemand gearbeitet hat, nach eigener Angabe.", "ein Beispiel der eigenen Arbeit"
    ),
    "result": Said(
        "Ergebnis im Zirkel",
        "Ein veröffentlichtes Ergebnis, an dem jemand mitgearbeitet hat.",
        "ein Ergebnis, an dem jemand in einem Innovationszirkel mitgearbeitet hat",
    ),
    "interest": Said("Interessiert sich für", "Was jemand gern täte oder lernen möchte.", "ein Interesse"),
}


def told(percents: Mapping[str, int]) -> str:
    """Say what counts how much, the most first, as a list in Markdown."""
    by_share: dict[int, list[str]] = {}
    for kind, said in SAID.items():
        by_share.setdefault(percents[kind], []).append(said.plain)
    return "\n".join(f"- {_much(share)}: {'; '.join(by_share[share])}" for share in sorted(by_share, reverse=True))


def _much(share: int) -> str:
    if share in {0, FULL}:
        return "Voll zählt" if share else "Gar nicht zählt"
    return f"Zu {share} von {FULL} zählt"


def differences(before: Mapping[str, int], after: Mapping[str, int]) -> str:
    """Say which weights differ: "Kann von 80 auf 60"."""
    return ", ".join(
        f"{said.label} von {before[kind]} auf {after[kind]}"
        for kind, said in SAID.items()
        if before[kind] != after[kind]
    )


def whole(percents: Mapping[str, int]) -> dict[str, int]:
    """Return percents of every kind, those that an old version does not name yet as delivered."""
    return queries.percents(queries.shares(percents))
