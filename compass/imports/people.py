"""Names, addresses and numbers as lists of cities write them, made those of an entry; pure arithmetic on texts."""

from __future__ import annotations

import re
from typing import Final

from compass.models import ActorKind, Sector
from core.rows import fold

SALUTATION: Final = re.compile(r"^(?:herrn?|frau|hr\.|fr\.|familie|eheleute)\s+", re.IGNORECASE)
TITLE: Final = re.compile(
    r"^(?:(?:prof(?:\.|essor(?:in)?)|dr\.|pd|dipl\.-?\s?\w+\.?|mag\.|h\.\s?c\.|med\.|rer\.|nat\.|phil\.|jur\.|ing\.)\s*)+",
    re.IGNORECASE,
)
MAIL: Final = re.compile(r"[^\s;,<>()\[\]\"':]+@[^\s;,<>()\[\]\"':]+\.[^\s;,<>()\[\]\"':]+")
BETWEEN: Final = re.compile(r"\s+(?:/|oder|und|o\.|u\.)\s+|[;,\n]+")
LABELS: Final = re.compile(
    r"^\s*(?:(tel(?:efon)?|fon|phone|mobil(?:e|funk)?|handy|fax|privat|dienstlich|büro|t|m|f)\b[.:\s]*)", re.IGNORECASE
)
LONGEST_CELL: Final = 1000
"""Signs of a cell that are looked through for addresses and numbers."""
LONGEST_NUMBER: Final = 60
FEWEST: Final = 3
"""Digits of the shortest number anybody writes down (an extension)."""
CELL: Final = {"mobil", "mobile", "mobilfunk", "handy", "m"}
FAX: Final = {"fax", "f"}
HINTS: Final = (
    (
        Sector.SCIENCE,
        re.compile(r"\b(?:uni|universit\w*|hochschule|fachhochschule|institut|fraunhofer|max-planck\S*|fh)\b"),
    ),
    (
        Sector.ADMINISTRATION,
        re.compile(r"^(?:stadt|kreis|land|bezirksregierung)\b|amt\b|\bverwaltung|\bdezernat|ministerium"),
    ),
    (Sector.CIVIL_SOCIETY, re.compile(r"\be\. ?v\b|\bev$|verein|initiative|stiftung|kirche|gemeinde|\bverband")),
    (Sector.BUSINESS, re.compile(r"\b(?:gmbh|ag|kg|ohg|ug|gbr|se|mbh|e\.? ?k)\b|\bsparkasse|\bbank\b")),
)


def person(said: str) -> str:
    """Return a person's name as one says it: "Müller, Dr. Sabine" becomes "Dr. Sabine Müller", without Herr or Frau."""
    name = SALUTATION.sub("", " ".join(said.split()))
    last, comma, rest = name.partition(",")
    if comma and rest.strip():
        rest = SALUTATION.sub("", rest.strip().strip(","))
        title = TITLE.match(last.strip())
        front = title[0].strip() if title else ""
        name = " ".join(part for part in (front, rest, last.strip()[len(title[0]) if title else 0 :].strip()) if part)
    return name.strip(" ,")


def joined(title: str, first: str, last: str) -> str:
    """Return a person's name out of three columns."""
    whole = " ".join(part.strip() for part in (title, first, last) if part.strip())
    return person(whole) if "," not in last else person(last)


def is_title(said: str) -> bool:
    """Tell whether a word is a title rather than Herr or Frau."""
    return bool(TITLE.match(said.strip() + " "))


def emails(cell: str) -> list[str]:
    """Return every e-mail address of a cell, each once, in order."""
    found = (one.strip(".").removeprefix("mailto:") for one in MAIL.findall(cell[:LONGEST_CELL]))
    return list({fold(one): one for one in reversed(list(found))}.values())[::-1]


def phones(cell: str, label: str = "") -> list[tuple[str, str]]:
    """Return every number of a cell with what it is (Mobil, Fax, or `label`), as it was written."""
    found = []
    for part in BETWEEN.split(cell[:LONGEST_CELL]):
        word = LABELS.match(part)
        kind = fold(word[1]) if word else ""
        number = " ".join(part[word.end() if word else 0 :].split()).strip(" .:")
        if sum(sign.isdecimal() for sign in number) >= FEWEST and len(number) <= LONGEST_NUMBER:
            found.append((number, "Mobil" if kind in CELL else "Fax" if kind in FAX else label))
    return found


def sector_of(organisation: str) -> Sector | None:
    """Return the sector an organisation's name speaks of, None when it says nothing."""
    said = fold(organisation)
    return next((sector for sector, words in HINTS if words.search(said)), None)


def kind_of(organisation: str) -> ActorKind:
    """Return what an organisation is by its name."""
    said = fold(organisation)
    if re.search(r"\bamt\b|amt$|^amt ", said):
        return ActorKind.UNIT
    return (
        ActorKind.INITIATIVE
        if "initiative" in said and "e. v" not in said and "e.v" not in said
        else ActorKind.ORGANISATION
    )
