"""A list of contacts as a city's Outlook or Excel really writes it: invented people, every bad habit of such lists.

Semicolons, Windows-1252, a merged name column, Herr and Frau, titles, two mails in a cell, ten ways to write a number, empty
lines, line breaks inside quotes, organisation and person in one row.
"""

from __future__ import annotations

import csv
import io
import random
from typing import Final

FIRST: Final = """Sabine Jörg Ayşe Günter Ümit Käthe Björn Małgorzata Hans-Peter Søren Anneliese Mehmet Fatma Ulrike Wolfgang
Zoë Renate Dieter Svetlana Lukas Emma Paul Hannah Ben Mia Jonas Lea Finn Anna Luis""".split()  # noqa: SIM905 - quoted words would be unreadable
SYLLABLES: Final = """ber mann hoff wald stein rath brock kamp haus feld müh lind grün acker schön tal berg rode wieg
horst""".split()  # noqa: SIM905 - the same
TOWNS: Final = ("Bielefeld", "Herford", "Gütersloh", "Detmold", "Minden")
THINGS: Final = "Nachbarschaft Fahrrad Garten Chor Technik Sprache Wasser Energie Bücher Sport Theater Jugend".split()  # noqa: SIM905 - the same
FORMS: Final = (
    "{} e.V.",
    "{} gGmbH",
    "Initiative {}",
    "{} GmbH & Co. KG",
    "Amt für {}",
    "Institut für {} der Hochschule",
    "Bündnis „{}“",
)
HEAD: Final = (
    "Anrede",
    "Titel",
    "Name",
    "Firma",
    "Position",
    "E-Mail",
    "Telefon",
    "Mobiltelefon",
    "Straße",
    "PLZ",
    "Ort",
    "Bemerkung",
)


def numbers(draw: random.Random) -> str:
    """Return a number in one of ten spellings, sometimes two."""
    last = str(draw.randint(100_000, 999_999))
    spelled = (
        f"0521/{last}", f"0521 - {last}", f"(0521) {last}", f"+49 521 {last}", f"0049521{last}", f"+49 (0) 521 {last}",
        f"0521.{last[:3]}.{last[3:]}", f"Tel. 0521 {last}", f"0521 51-{last[:4]}", f"0521{last} oder 0170 {last}1",
    )  # fmt: skip
    return draw.choice(spelled)


def people(rows: int, seed: int = 5) -> tuple[list[list[str]], int]:
    """Return rows of a list (with empty ones in between) and how many of them are about somebody."""
    draw = random.Random(seed)
    names = [f"{a}{b}{c}".capitalize() for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES[:15]]
    draw.shuffle(names)
    organisations = [
        draw.choice(FORMS).format(f"{draw.choice(THINGS)} {name}") for name in draw.sample(names, max(4, rows // 12))
    ]
    found, filled = [], 0
    for number in range(rows):
        found.append(_row(draw, number, names[number % len(names)], draw.choice([*organisations, "", ""])))
        filled += 1
        if number % 40 == 39:
            found.append([""] * len(HEAD))
    return found, filled


def _row(draw: random.Random, number: int, last: str, organisation: str) -> list[str]:
    first, title = draw.choice(FIRST), draw.choice(["", "", "", "Dr. ", "Prof. Dr. "])
    address = f"{last.lower()}.{number}@beispiel-{number % 97}.example"
    mails = draw.choice(
        [address, address, f"{address}; info{number}@beispiel.example", f"<{address}> , b{number}@x.example", ""]
    )
    note = draw.choice(["", "", "ruft zurück;\nam liebsten vormittags", 'sagt "gern"', "=SUMME(A1:A9)"])
    street = f"{draw.choice(SYLLABLES).capitalize()}weg {draw.randint(1, 99)}"
    cells = [draw.choice(["Herr", "Frau", ""]), "", f"{last}, {title}{first}", organisation, "", mails, numbers(draw)]
    cells[4] = draw.choice(["Vorsitz", "Leitung, Abt. 2", "Presse", ""]) if organisation else ""
    return [*cells, draw.choice(["", f"0170-{number:07d}"]), street, str(33600 + number % 90), draw.choice(TOWNS), note]


def as_csv(rows: int, encoding: str = "cp1252", seed: int = 5) -> tuple[bytes, int]:
    """Return the file as bytes, and how many rows are about somebody."""
    found, filled = people(rows, seed)
    kept = io.StringIO()
    writer = csv.writer(kept, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows(found)
    return kept.getvalue().encode(encoding, "replace"), filled
