"""What two entries say about the same thing, field by field, and what the merged one will say; pure arithmetic.

A field is one or more columns that belong together (a phone and its label). Which side counts is a word: left, right, both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from compass.alike import names
from compass.models import BASIS_WORDS, CAPACITY_WORDS, KIND_WORDS, MARK_WORDS, REACH_WORDS, SECTOR_WORDS
from core.rows import fold

Row = Mapping[str, Any]
LEFT: Final = "left"
RIGHT: Final = "right"
BOTH: Final = "both"
SIDES: Final = (LEFT, RIGHT, BOTH)
WORDS: Final[Mapping[str, Mapping[Any, str]]] = {
    "kind": KIND_WORDS,
    "sector": SECTOR_WORDS,
    "reach": REACH_WORDS,
    "capacity": CAPACITY_WORDS,
    "basis": BASIS_WORDS,
}


@dataclass(frozen=True)
class Field:
    """One field: its key, its word, its columns (the first one is shown), whether both values can stand."""

    key: str
    label: str
    columns: tuple[str, ...]
    both: bool = False


FIELDS: Final = (
    Field("name", "Name", ("name", "sort_key")),
    Field("kind", "Art", ("kind",)),
    Field("sector", "Bereich", ("sector", "sector_follows")),
    Field("about", "In ein paar Sätzen", ("about",), both=True),
    Field("everyday_expertise", "Alltagsexpertise", ("everyday_expertise",)),
    Field("contact_name", "Ansprechperson", ("contact_name",)),
    Field("email", "E-Mail", ("email",), both=True),
    Field("phone", "Telefon", ("phone", "phone_label"), both=True),
    Field("web", "Seite im Netz", ("web",), both=True),
    Field("reach", "Reichweite", ("reach",)),
    Field("capacity", "Luft", ("capacity", "capacity_on")),
    Field("note", "Notiz", ("note",), both=True),
    Field("basis", "Rechtsgrundlage", ("basis", "source")),
)
LISTS: Final[Mapping[str, tuple[str, str]]] = {
    "actor_area": ("areas", "Aktionsfelder"),
    "actor_trait": ("traits", "Zielbild"),
    "actor_district": ("districts", "Stadtbezirke"),
    "competence": ("competences", "Können, Interessen, Angebote"),
    "contact_point": ("contact_points", "Weitere Wege zum Kontakt"),
    "actor_address": ("addresses", "Anschriften"),
    "actor_language": ("languages", "Sprachen"),
    "actor_reference": ("references", "Beispiele der Arbeit"),
}
"""Lists of an entry by their table: key of the choice, word. Everything else that belongs to somebody always moves."""
POINTS: Final = {"email": "email", "phone": "phone", "web": "web"}
"""Fields of which the other value becomes a further way to reach somebody."""
TEXTS: Final = {"about", "note"}
BY_ITSELF: Final = frozenset(
    {"id", "version", *MARK_WORDS, "is_example", "informed_at", "restricted_at", "checked_at"}
    | {"keep_until_on", "added_at", "changed_at"}
)
"""Columns that nobody chooses."""


def shown(field: Field, row: Row) -> str:
    """Return a field of an entry in words; empty when it says nothing."""
    value = row[field.columns[0]]
    if value is None or value == "":
        return ""
    return str(WORDS.get(field.key, {}).get(value, value))


def equal(field: Field, left: Row, right: Row) -> bool:
    """Tell whether two entries say the same in a field."""
    return all(left[name] == right[name] for name in field.columns if name != "sort_key")


def default(field: Field, left: Row, right: Row) -> str:
    """Return the side that stands chosen before anybody looks: what says something, both where both can stand."""
    one, other = shown(field, left), shown(field, right)
    if field.key == "capacity":
        return RIGHT if right["capacity_on"] > left["capacity_on"] else LEFT
    if not one or not other:
        return LEFT if one or not other else RIGHT
    return BOTH if field.both and _key(field, one) != _key(field, other) else LEFT


def _key(field: Field, said: str) -> str:
    """Return what is compared: a number with and without the country's code is one number."""
    return names.phone(said) or said if field.key == "phone" else fold(said)


def merged(left: Row, right: Row, chosen: Mapping[str, str], moment: datetime) -> dict[str, Any]:
    """Return the columns of the merged entry; a field that nobody chose stands as default() says."""
    values: dict[str, Any] = {}
    for field in FIELDS:
        side = chosen.get(field.key) or default(field, left, right)
        from_right = side == RIGHT or (side == BOTH and not shown(field, left))
        values |= {name: (right if from_right else left)[name] for name in field.columns}
        if side == BOTH and field.key in TEXTS:
            values[field.key] = "\n\n".join(dict.fromkeys(filter(None, (left[field.key], right[field.key]))))
    return {**_unknown(left, right), **values, **_by_itself(left, right, moment)}


def points(left: Row, right: Row, chosen: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what becomes a further way to reach somebody where both values were chosen."""
    found = []
    for field in FIELDS:
        side = chosen.get(field.key) or default(field, left, right)
        value = right[field.columns[0]] if field.key in POINTS else ""
        if side == BOTH and value and left[field.columns[0]] and value != left[field.columns[0]]:
            label = right["phone_label"] if field.key == "phone" else ""
            found.append({"kind": POINTS[field.key], "value": value, "label": label})
    return found


def _by_itself(left: Row, right: Row, moment: datetime) -> dict[str, Any]:
    """Marks of either stay, an example is one only with two, days are the more careful ones."""
    checked = (left["checked_at"], right["checked_at"])
    return {
        **{mark: left[mark] or right[mark] for mark in MARK_WORDS},
        "is_example": left["is_example"] and right["is_example"],
        "informed_at": min(filter(None, (left["informed_at"], right["informed_at"])), default=None),
        "checked_at": min(checked) if all(checked) else None,
        "keep_until_on": min(filter(None, (left["keep_until_on"], right["keep_until_on"])), default=""),
        "added_at": min(left["added_at"], right["added_at"]),
        "changed_at": moment,
    }


def _unknown(left: Row, right: Row) -> dict[str, Any]:
    """Columns that came later than this list: what says something, the left one first."""
    known = {name for field in FIELDS for name in field.columns} | BY_ITSELF
    return {name: right[name] if left[name] in ("", None) else left[name] for name in left if name not in known}
