"""Council papers to print: a real one of two pages, a long one, and what a test asks of a finished file."""

from __future__ import annotations

import dataclasses
import re
import zlib
from datetime import UTC, datetime
from random import Random

from papers.document import (
    Consulting,
    Listing,
    PaperDocument,
    Reference,
    Section,
    Signature,
    Table,
)

MOMENT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
COSTS = Table(
    "Kosten in Euro",
    ("Position", "2027", "ab 2028 jährlich"),
    (
        ("Aufwandsentschädigung für 20 Digitallots*innen", "28.800,00", "38.400,00"),
        ("Schulung durch die Volkshochschule", "12.500,00", "14.000,00"),
        ("Geräte, Netzzugang und Versicherung", "7.200,00", "9.600,00"),
        ("Summe", "48.500,00", "62.000,00"),
    ),
    last_is_sum=True,
)
REASONS = (
    Section(
        "Worum es geht",
        (
            (
                "Viele Anliegen lassen sich heute nur noch im Netz erledigen. Wer damit nicht aufgewachsen ist, braucht Hilfe in "
                "der Nähe: jemanden, der sich Zeit nimmt. Vier Ideen aus der Bürgerschaft haben das unabhängig voneinander "
                "beschrieben. Das Digitalisierungsbüro hat sie zum Bündel „Hilfe beim Handy, nah und geduldig“ zusammengelegt."
            ),
            (
                "Das D.I.V. hat am 21. April 2026 darüber gesprochen. 25 Menschen aus Verwaltung, Wissenschaft, Wirtschaft und "
                "Zivilgesellschaft haben ihre Steine gelegt; 88 % stimmten der Vision „In jedem Stadtbezirk hilft jemand in Ruhe "
                "weiter“ zu."
            ),
        ),
    ),
    Section(
        "Was der Innovationszirkel vorschlägt",
        (
            (
                "Der Innovationszirkel Digitallots*innen hat von September 2025 bis August 2026 gearbeitet. Er hat 31 vorhandene "
                "Angebote erfasst und in sechs Stadtbezirken Lücken gefunden. Er schlägt vor:"
            ),
            Listing(
                (
                    "je Stadtbezirk zwei Digitallots*innen, die von der Volkshochschule geschult werden,",
                    "eine feste Stunde in der Woche, ohne Anmeldung, an einem Ort, den die Menschen schon kennen,",
                    "eine gemeinsame Telefonnummer für Hausbesuche.",
                )
            ),
        ),
    ),
    Section(
        "Kosten",
        (
            COSTS,
            "Die Mittel sind im Entwurf des Haushaltsplans 2027 in der Produktgruppe 11.01.17 angemeldet.",
        ),
    ),
    Section(
        "Wie es weitergeht",
        (
            (
                "Nach dem Beschluss schreibt die Verwaltung die Plätze öffentlich aus. Die ersten Sprechstunden beginnen am "
                "1. April 2027. Wer eine der Ideen geschrieben hat, bekommt eine Nachricht."
            ),
        ),
    ),
)
PAPER = PaperDocument(
    kind="Beschlussvorlage der Verwaltung",
    subject="Digital-Sprechstunden in allen zehn Stadtbezirken",
    moment=MOMENT,
    sender="Stadt Bielefeld",
    office="Digitalisierungsbüro",
    day="23.11.2026",
    phone="0521 51-0",
    number="0000/2025-2030",
    consultations=(
        Consulting("Seniorenrat", "09.12.2026", "öffentlich", "Empfehlung"),
        Consulting("Digitalisierungsausschuss", "15.12.2026", "öffentlich", "Empfehlung"),
        Consulting("Rat der Stadt Bielefeld", "04.02.2027", "öffentlich", "Entscheidung"),
    ),
    product_group="11.01.17 – Digitalisierung",
    effects_result="2027: 48.500,00 €; ab 2028 jährlich 62.000,00 €",
    earlier="Digitalisierungsausschuss, 16.06.2026, TOP 5.2, Mitteilung",
    resolution_opening="Der Digitalisierungsausschuss empfiehlt dem Rat der Stadt Bielefeld, wie folgt zu beschließen:",
    resolution=(
        "Der Einrichtung einer wöchentlichen Digital-Sprechstunde in jedem Stadtbezirk ab dem 1. April 2027 wird zugestimmt.",
        "Dem Maßnahmenkonzept des Innovationszirkels Digitallots*innen (Anlage 1) wird als Grundlage zugestimmt.",
        "Die Verwaltung berichtet dem Ausschuss bis zum 30. Juni 2028 über Nutzung und Kosten.",
    ),
    reasons=REASONS,
    origins=(
        Reference("Idee 1: Handy-Sprechstunde im Stadtteilcafé", "https://ideen.example.org/ideen/1"),
        Reference("D.I.V. „Digitale Hilfe für Ältere“ am 21. April 2026", "https://ideen.example.org/div/1"),
        Reference("Innovationszirkel Digitallots*innen", "https://ideen.example.org/zirkel/1"),
    ),
    attachments=(
        Reference("Anlage 1: Maßnahmenkonzept Digitallots*innen", "https://ideen.example.org/zirkel/1/ergebnis/1"),
        Reference("Anlage 2: Übersicht der Hilfsangebote"),
    ),
    signatures=(Signature("Demo-Name", "Oberbürgermeister*in"), Signature("Demo-Name", "Beigeordnete*r")),
    draft_remark="Entwurf, nicht im Ratsinformationssystem. Es gilt allein die Fassung dort.",
)
SUMMARY = (
    "In jedem Stadtbezirk soll es einmal in der Woche eine Sprechstunde geben, in der geschulte Ehrenamtliche bei Handy, "
    "Tablet und Online-Diensten helfen. Das kostet 48.500 Euro im Jahr 2027 und danach 62.000 Euro im Jahr."
)


def long_reasons(chapters: int = 40) -> tuple[Section, ...]:
    """Return reasons of about 110 words a chapter, no two alike, with a table in every fifth."""
    text = " ".join(str(block) for section in REASONS for block in section.blocks if isinstance(block, str))
    words = text.split()
    random = Random(7)

    def paragraph() -> str:
        return " ".join(random.choice(words) for _ in range(55)) + "."

    return tuple(
        Section(" ".join(random.sample(words, 4)), (paragraph(), paragraph(), *((COSTS,) if number % 5 == 0 else ())))
        for number in range(1, chapters + 1)
    )


def big_table(rows: int = 80) -> Section:
    """Return a reason whose table is longer than a page."""
    lines = tuple((f"Maßnahme {number} im Stadtbezirk", f"{number}.000,00", "0,00") for number in range(1, rows + 1))
    return Section("Alle Maßnahmen", (dataclasses.replace(COSTS, rows=lines, last_is_sum=False),))


def embedded_fonts(content: bytes) -> set[str]:
    """Return the names of the fonts in a file, without the mark of the subset."""
    return {name.decode() for name in re.findall(rb"/FontName\s*/[A-Z]{6}\+([^\s/>]+)", unpacked(content))}


def page_count(content: bytes) -> int:
    """Return how many pages a file has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", unpacked(content)))


def unpacked(content: bytes) -> bytes:
    """Return a file with every stream in it unpacked: its objects, its text operators, its metadata."""
    found = [content]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            found.append(zlib.decompress(packed))
        except zlib.error:
            found.append(packed)
    return b"\n".join(found)
