"""A class by its code: wrong ones are counted, a valid one opens a limit of its own, for thirty children behind one address."""

from __future__ import annotations

import secrets
from datetime import timedelta

import segno
from markupsafe import Markup

from core import clock, limits
from core.config import settings
from core.db import after_answer, writing
from core.errors import NotThere, TooMany
from ideas.codes import ALPHABET
from ideas.school import queries
from ideas.school.models import CODE_LENGTH, SchoolClass

MINUTE, TEN_MINUTES, DAY = timedelta(minutes=1), timedelta(minutes=10), timedelta(days=1)
WRONG_A_MINUTE = 30
"""From one source: a class that mistypes, but no machine that looks for codes (31^8 of them)."""
IN_TEN_MINUTES = 60
"""Ideas of one class: two for each of thirty children. What comes beyond waits as suspicious; nothing is refused."""
A_DAY = 200


def new_code() -> str:
    """Draw a code of 31 signs in 8 places."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def grouped(code: str) -> str:
    """Return the code as people read it: ABCD-EFGH."""
    return f"{code[:4]}-{code[4:]}"


def read(typed: str) -> str | None:
    """Return the code somebody typed, whatever the case and the gaps; None when it cannot be one."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    return signs if len(signs) == CODE_LENGTH and all(sign in ALPHABET for sign in signs) else None


def address(school_class: SchoolClass) -> str:
    """Return the address that stands on the sheet."""
    return f"{settings().base_url.rstrip('/')}/ideen/schule/{grouped(school_class.code)}"


def picture(school_class: SchoolClass) -> Markup:
    """Return the QR code that leads to the form."""
    drawn = segno.make(address(school_class), error="m")
    return Markup(drawn.svg_inline(scale=8, border=2, dark="#161a2b", light="#fff", omitsize=True))  # noqa: S704 - segno draws only paths


def by_typed(typed: str, *, looking: bool = False) -> SchoolClass:
    """Return the class of a code; NotThere for a wrong one, which is counted, TooMany after too many from one source.

    A page that is only looked at counts after its answer, in a small transaction of its own.
    """
    if limits.known_count("school_code", MINUTE) >= WRONG_A_MINUTE:
        raise TooMany("Das waren zu viele falsche Codes. Bitte warten Sie eine Minute.")
    code = read(typed)
    found = queries.by_code(code) if code else None
    if found is None:
        if looking:
            after_answer(_count_wrong)
        else:
            with writing():
                _count_wrong()
        raise NotThere
    return found


def _count_wrong() -> None:
    limits.hit("school_code", limits.source(), WRONG_A_MINUTE, MINUTE)


def within(class_id: int) -> bool:
    """Count one idea of a class in the present transaction; False when more came than a class can write."""
    who = limits.keyed(f"school class {class_id}")
    soon = limits.hit("school", who, IN_TEN_MINUTES, TEN_MINUTES)
    return limits.hit("school_day", who, A_DAY, DAY) and soon


def is_over(school_class: SchoolClass) -> bool:
    """Tell whether the last day of a class is over."""
    return school_class.until_on < clock.today().isoformat()
