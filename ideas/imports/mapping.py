"""Zuordnung: which column of a file is which of our fields, guessed from its names and known again by its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from core import tables
from core.rows import fold

FIELDS = {
    "title": "Überschrift",
    "text": "Text",
    "id": "Kennung",
    "district": "Stadtbezirk",
    "place": "Ort",
}
HELPS = {
    "id": "Die Nummer der Zeile bei der anderen Stelle. Daran erkennen wir sie beim nächsten Mal wieder.",
    "district": "Was kein Stadtbezirk ist, steht danach beim Ort.",
}
NAMES: Mapping[str, Sequence[str]] = {
    "title": ("titel", "title", "ueberschrift", "betreff", "name", "headline", "thema"),
    "text": (
        "text",
        "beschreibung",
        "description",
        "inhalt",
        "idee",
        "beitrag",
        "vorschlag",
        "content",
        "body",
        "anliegen",
    ),
    "id": ("id", "nr", "nummer", "kennung", "number", "reference", "beitragsnummer"),
    "district": ("stadtbezirk", "bezirk", "district", "stadtteil"),
    "place": ("ort", "place", "adresse", "strasse", "location", "standort", "lage"),
}
SAMPLE = 5
SHORT = 160


@dataclass(frozen=True)
class Preview:
    """The beginning of a file: its columns and a few rows, long cells cut."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def preview(path: Path) -> Preview:
    """Return the beginning of a file; sheets.Unreadable when it is none."""
    columns, found = tables.opened(path)
    named = tuple(dict.fromkeys(name for name in columns if name))
    rows = islice((record.fields for record in found if record.fault is None), SAMPLE)
    return Preview(named, tuple(tuple(fields.get(name, "")[:SHORT] for name in named) for fields in rows))


def guess(columns: Sequence[str], kept: Mapping[str, str]) -> dict[str, str]:
    """Return our field -> the file's column: as last time where that column is there, else by its name."""
    guessed: dict[str, str] = {}
    folded = {fold(name): name for name in reversed(columns)}
    for ours, likely in NAMES.items():
        known = kept.get(ours)
        by_name = next((folded[name] for name in likely if name in folded), "")
        column = known if known in columns else by_name
        if column and column not in guessed.values():
            guessed[ours] = column
    return guessed
