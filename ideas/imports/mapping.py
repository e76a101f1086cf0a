"""Zuordnung: the fields of an idea, and what their columns are called elsewhere, the likeliest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Answers:
    """What the office says about a file: which column is which field, publish at once, look for doubles."""

    mapping: Mapping[str, str]
    publish: bool = False
    doubles: bool = True
