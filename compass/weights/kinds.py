"""What the page says of each kind of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from compass import queries


@dataclass(frozen=True)
class Said:
    """A kind of evidence in the office's words: its name, and what is meant."""

    label: str
    about: str


SAID: Final[Mapping[str, Said]] = {
    "confirmed": Said("Kann, vom Büro bestätigt", "Eine Kompetenz, von der das Büro weiß, dass sie stimmt."),
    "competence": Said("Kann", "Eine Kompetenz, wie jemand sie selbst angibt."),
    "offer": Said("Bietet an", "Räume, Zeit, Geräte, Daten, Beratung."),
    "about": Said("Beschreibung", "Name und Beschreibung im Eintrag."),
    "everyday": Said("Weiß aus dem Alltag", "Wofür jemand Alltagsexpert*in ist."),
    "reference": Said("Beispiel der Arbeit", "Woran jemand gearbeitet hat, nach eigener Angabe."),
    "result": Said("Ergebnis im Zirkel", "Ein veröffentlichtes Ergebnis, an dem jemand mitgearbeitet hat."),
    "interest": Said("Interessiert sich für", "Was jemand gern täte oder lernen möchte."),
}


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
