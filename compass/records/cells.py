r"""A record as cells of a table and back: each list stands in one cell, a row a line, its values between bars.

Values hold no bar, backslash or line break as such: they are written \| and \\ and \n. Words stand as the screen shows
them, so that people can read the table; `read` understands both those and the names of programs.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from compass.models import (
    BASIS_WORDS,
    CAPACITY_WORDS,
    CONTACT_WORDS,
    KIND_WORDS,
    PURPOSE_WORDS,
    REACH_WORDS,
    SECTOR_WORDS,
    CompetenceKind,
)
from compass.records.shape import NAMED, ROWS, Record
from core.rows import fold

YES: Final = "ja"
GLUE: Final = " | "
PARTS: Final = re.compile(r"((?:\\.|[^\\|])*)(?:\||$)", re.DOTALL)
WORDS: Final[Mapping[str, Mapping[Any, str]]] = {
    "kind": KIND_WORDS,
    "sector": SECTOR_WORDS,
    "reach": REACH_WORDS,
    "capacity": CAPACITY_WORDS,
    "basis": BASIS_WORDS,
    "contact_points": CONTACT_WORDS,
    "consents": PURPOSE_WORDS,
}
SPLIT: Final = {
    "competences": CompetenceKind.COMPETENCE,
    "interests": CompetenceKind.INTEREST,
    "offers": CompetenceKind.OFFER,
}
"""Three columns share the list of competences."""


@dataclass(frozen=True)
class Column:
    """A column: the key of the record, its heading, whether it says how to reach somebody or what only a move needs."""

    key: str
    heading: str
    contact: bool = False
    whole: bool = False


COLUMNS: Final = (
    Column("ref", "Kennung"),
    Column("kind", "Art"),
    Column("name", "Name"),
    Column("sector", "Bereich"),
    Column("sector_follows", "Bereich folgt der Organisation", whole=True),
    Column("in_politics", "Politik"),
    Column("city_owned", "Städtisch"),
    Column("advisory_board", "Beirat"),
    Column("reach", "Reichweite"),
    Column("about", "Beschreibung"),
    Column("everyday_expertise", "Alltagsexpert*in für"),
    Column("areas", "Aktionsfelder"),
    Column("traits", "Zielbild"),
    Column("districts", "Stadtbezirke"),
    Column("languages", "Sprachen"),
    Column("competences", "Kann"),
    Column("interests", "Interessiert sich für"),
    Column("offers", "Bietet an"),
    Column("references", "Beispiele"),
    Column("web", "Seite im Netz"),
    Column("ties", "Verbindungen"),
    Column("contact_name", "Ansprechperson", contact=True),
    Column("email", "E-Mail", contact=True),
    Column("phone", "Telefon", contact=True),
    Column("phone_label", "Welches Telefon", contact=True),
    Column("contact_points", "Weitere Kontaktwege", contact=True),
    Column("addresses", "Anschriften", contact=True),
    Column("capacity", "Luft", whole=True),
    Column("capacity_on", "Luft gefragt am", whole=True),
    Column("tags", "Stichwörter", whole=True),
    Column("own", "Eigene Angaben", whole=True),
    Column("note", "Notiz", whole=True),
    Column("basis", "Rechtsgrundlage", whole=True),
    Column("source", "Herkunft", whole=True),
    Column("informed_at", "Benachrichtigt am", whole=True),
    Column("checked_at", "Geprüft am", whole=True),
    Column("keep_until_on", "Wieder ansehen am", whole=True),
    Column("is_example", "Beispieleintrag", whole=True),
    Column("consents", "Einwilligungen", whole=True),
)
BY_HEADING: Final = {column.heading: column for column in COLUMNS}


def written(record: Record, columns: Iterable[Column]) -> list[str]:
    """Return a record's cells."""
    return [cell(record, column.key) for column in columns]


def cell(record: Record, key: str) -> str:
    """Return one cell."""
    if key in SPLIT:
        wanted = [one for one in record.get("competences", ()) if one["kind"] == SPLIT[key].value]
        return "\n".join(_line(one, "competences") for one in wanted)
    value = record.get(key)
    if key in ROWS:
        return "\n".join(_line(one, key) for one in value or ())
    if isinstance(value, list):
        return "\n".join(map(_safe, value))
    if isinstance(value, bool):
        return YES if value else ""
    return _worded(key, str(value)) if value else ""


def _worded(key: str, value: str) -> str:
    return next((word for one, word in WORDS.get(key, {}).items() if one.value == value), value)


def _keys(name: str) -> list[str]:
    """Return the values of a row in the order of its cell: what people look for stands first."""
    keys = [key for key in ROWS[name] if not (name == "competences" and key == "kind")]
    first = {"competences": ["text"], "contact_points": ["kind", "value"], "ties": ["kind", "to_name", "to"]}.get(
        name, []
    )
    return [*first, *(key for key in keys if key not in first)]


def _line(row: Mapping[str, Any], name: str) -> str:
    parts = [_part(row.get(key), name if key in {"kind", "purpose"} else "") for key in _keys(name)]
    while parts and not parts[-1]:
        parts.pop()
    return GLUE.join(parts)


def _part(value: Any, words: str) -> str:  # noqa: ANN401 - text, bool, None
    if isinstance(value, bool):
        return YES if value else ""
    return _safe(_worded(words, str(value)) if words else str(value)) if value else ""


def _safe(value: str) -> str:
    return value.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n")


def _plain(part: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], part.strip(), flags=re.DOTALL)


def _parts(line: str) -> list[str]:
    return [_plain(found) for found in PARTS.findall(line)]


def read(key: str, text: str) -> Any:  # noqa: ANN401 - as the record holds it
    """Return what a cell says, for shape.checked to judge; words that nobody knows stay as they are."""
    lines = [line for line in text.split("\n") if line.strip()]
    if key in SPLIT:
        return [{**_mapped(line, "competences"), "kind": SPLIT[key].value} for line in lines]
    if key in ROWS:
        return [_mapped(line, key) for line in lines]
    if key in NAMED:
        return [_plain(line) for line in lines]
    if key in {"sector_follows", "in_politics", "city_owned", "advisory_board", "is_example"}:
        return is_yes(text)
    return _named(key, text)


def is_yes(text: str) -> bool:
    """Tell whether a cell says Yes."""
    return fold(text) in {"ja", "j", "x", "1", "yes", "y", "true", "wahr"}


def _named(key: str, text: str) -> str:
    said = fold(text)
    return next((one.value for one, word in WORDS.get(key, {}).items() if said in {fold(word), one.value}), text)


def _mapped(line: str, name: str) -> dict[str, Any]:
    said = dict(zip(_keys(name), _parts(line), strict=False))
    made: dict[str, Any] = {}
    for key, value in said.items():
        kind = ROWS[name][key]
        made[key] = is_yes(value) if kind is bool else _enumerated(kind, name, value)
    return made


def _enumerated(kind: Any, name: str, value: str) -> str:  # noqa: ANN401 - a kind of shape.ROWS
    return _named(name, value) if isinstance(kind, enum.EnumType) else value
