"""Zuordnung: the fields of a list of people, and what their columns are called elsewhere, the likeliest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from compass.records.cells import COLUMNS
from core.rows import fold

FIRST: Final[Mapping[str, str]] = {
    "name": "Name (oder Nachname, Vorname)",
    "title": "Titel",
    "first_name": "Vorname",
    "last_name": "Nachname",
    "organisation": "Organisation",
    "role": "Funktion dort",
    "email": "E-Mail",
    "phone": "Telefon",
    "mobile": "Mobil",
    "web": "Seite im Netz",
    "street": "Straße und Hausnummer",
    "postcode": "Postleitzahl",
    "town": "Ort",
    "ref": "Kennung bei der Quelle",
}
CONSENT: Final[Mapping[str, str]] = {
    "consent": "Einwilligung wofür",
    "consent_on": "Einwilligung am",
    "consent_channel": "Einwilligung wie gesagt",
    "consent_evidence": "Einwilligung: Nachweis",
}
FURTHER: Final[Mapping[str, str]] = {column.key: column.heading for column in COLUMNS if column.key not in FIRST}
FIELDS: Final[Mapping[str, str]] = {**FIRST, **FURTHER, **CONSENT}
HELPS: Final = {
    "ref": "Die Nummer der Zeile bei der anderen Stelle. Daran erkennen wir sie beim nächsten Mal wieder.",
    "email": "Auch mehrere in einer Zelle. Daran erkennen wir, wer schon da ist.",
    "organisation": "Stehen Person und Organisation in einer Zeile, werden es zwei Einträge mit einer Verbindung.",
    "consent": "Ohne Tag, Weg und Nachweis übernehmen wir keine Einwilligung.",
}
ELSEWHERE: Final[Mapping[str, Sequence[str]]] = {
    "ref": ("id", "nr", "nummer", "lfd. nr.", "kundennummer"),
    "name": ("name, vorname", "nachname, vorname", "ansprechpartner", "ansprechpartner*in", "kontakt", "full name"),
    "title": ("titel", "akad. titel", "title"),
    "first_name": ("vorname", "first name", "given name"),
    "last_name": ("nachname", "familienname", "last name", "surname"),
    "organisation": ("organisation", "firma", "institution", "verein", "company", "einrichtung", "organisation/firma"),
    "role": ("funktion", "position", "rolle", "job title", "abteilung/funktion"),
    "email": ("e-mail", "email", "mail", "e-mail-adresse", "e-mail address", "mailadresse"),
    "phone": ("telefon", "tel", "tel.", "telefon geschaeftlich", "business phone", "festnetz", "phone"),
    "mobile": ("mobil", "mobiltelefon", "handy", "mobile phone"),
    "web": ("webseite", "website", "internet", "homepage", "web page", "url"),
    "street": ("strasse", "strasse geschaeftlich", "anschrift", "adresse", "business street", "strasse und hausnummer"),
    "postcode": ("plz", "postleitzahl", "business postal code"),
    "town": ("ort", "stadt", "wohnort", "business city"),
    "note": ("notizen", "bemerkung", "bemerkungen", "notes"),
    "about": ("beschreibung", "kurzbeschreibung"),
    "sector": ("sektor", "bereich"),
    "kind": ("art", "typ"),
    "districts": ("stadtbezirk", "stadtteil", "bezirk"),
    "areas": ("aktionsfelder", "themen", "thema"),
    "consent": ("einwilligung", "einwilligung fuer", "einwilligung wofuer"),
    "consent_on": ("einwilligung am", "einwilligung vom", "datum der einwilligung"),
    "consent_channel": ("einwilligung wie", "einwilligung weg", "kanal der einwilligung"),
    "consent_evidence": ("nachweis", "einwilligung nachweis", "nachweis der einwilligung"),
}
NAMES: Final[Mapping[str, Sequence[str]]] = {
    key: tuple(dict.fromkeys((fold(own), *ELSEWHERE.get(key, ()))))
    for key, own in {**FIELDS, **{column.key: column.heading for column in COLUMNS}}.items()
}
"""Our own headings come first, so that what went out comes back by itself."""
OURS: Final = frozenset(column.heading for column in COLUMNS)


def is_ours(columns: Sequence[str]) -> bool:
    """Tell whether a table is one of this house: its cells are then read exactly as they were written."""
    return "Kennung" in columns and set(columns) <= OURS
