"""What the first of two people changed, told to the second: fields whose words are others now than when the form opened.

A form carries a short print of each field as it stood. The prints say nothing to anybody; forged ones only change which
fields are named.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from wtforms import Field, FieldList, SelectField

from compass.forms_actor import ActorForm

QUIET = frozenset({"token", "version", "seen"})
LONGEST = 200
PRINT_LENGTH = 6


@dataclass(frozen=True)
class Meanwhile:
    """Who was first in a sentence, and (label, what stands there now) of every field that was changed."""

    sentence: str
    fields: list[tuple[str, str]]


def prints(form: ActorForm) -> str:
    """Return a short print of every field of a form that shows what is stored."""
    return ".".join(f"{field.short_name}-{_print(field)}" for field in form if field.short_name not in QUIET)


def since(seen: str, stored: ActorForm) -> list[tuple[str, str]]:
    """Return the fields whose print is another one now than in `seen`; none when nothing was seen."""
    old = dict(one.split("-", 1) for one in seen.split(".") if "-" in one)
    return [
        (field.label.text, said(field)[:LONGEST] or "nichts")
        for field in stored
        if field.short_name in old and old[field.short_name] != _print(field)
    ]


def _print(field: Field) -> str:
    return hashlib.sha256(said(field).encode()).hexdigest()[:PRINT_LENGTH]


def said(field: Field) -> str:
    """Return what stands in a field, in words."""
    if isinstance(field, FieldList):
        rows = ([str(part.data) for part in entry.form if part.data and part.type != "SelectField"] for entry in field)
        return "; ".join(", ".join(row) for row in rows if row)
    if isinstance(field, SelectField):
        chosen = field.data if isinstance(field.data, list) else [field.data]
        wanted = {str(value) for value in chosen if value}
        return ", ".join(str(option.label.text) for option in field if option.data in wanted)
    if field.type == "BooleanField":
        return "ja" if field.data else ""
    return str(field.data or "").strip()
