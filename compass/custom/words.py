"""How a value of an own field reads on a page: numbers with a comma, days in words."""

from __future__ import annotations

import re
from datetime import date

from compass.custom.models import FieldType
from core import clock

NUMBER = re.compile(r"-?\d{1,12}(,\d{1,4})?")
DOTS = re.compile(r"(?<=\d)\.(?=\d{3}(\D|$))")
STORED = re.compile(r"-?\d{1,12}(\.\d{1,4})?")
"""A number as it is stored."""
YES = "ja"


def plain_number(said: str) -> str | None:
    """Return a number as it is stored ("1.234,50" as "1234.50"); None when it is none."""
    small = DOTS.sub("", said.replace(" ", ""))
    return small.replace(",", ".") if NUMBER.fullmatch(small) else None


def shown(kind: FieldType, value: str) -> str:
    """Return a stored value as people read it."""
    if kind is FieldType.NUMBER:
        return value.replace(".", ",")
    if kind is FieldType.DATE:
        return clock.day_in_words(date.fromisoformat(value))
    return value
