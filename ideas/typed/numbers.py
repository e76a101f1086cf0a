"""Kartennummer: what a printed card is called, K1047-8; the last digit catches a wrong or swapped one.

The check digit is the one of H. M. Damm, "Total anti-symmetrische Quasigruppen" (Marburg 2004): it finds every single
wrong digit and every swap of two neighbours.
"""

from __future__ import annotations

import re

TABLE = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
PRINTED = re.compile(r"K(\d{1,9})(\d)")


def check_digit(digits: str) -> str:
    """Return the digit that stands behind these digits."""
    interim = "0"
    for digit in digits:
        interim = TABLE[int(interim)][int(digit)]
    return interim


def written(number: int) -> str:
    """Return a card's number as it is printed."""
    return f"K{number}-{check_digit(str(number))}"


def plain(typed: str) -> str:
    """Return what was typed in capitals and without gaps: k 1047-8 is K1047-8 is K10478."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def is_printed(typed: str) -> bool:
    """Tell whether this wants to be the number of one of our printed cards."""
    return typed.isascii() and PRINTED.fullmatch(plain(typed)) is not None


def read(typed: str) -> int | None:
    """Return the number of a printed card; None when a digit is wrong."""
    match = PRINTED.fullmatch(plain(typed)) if typed.isascii() else None
    return int(match[1]) if match and check_digit(match[1]) == match[2] else None
