"""Treffen-Code: eight characters that open a running meeting; it hangs on the wall, so it is stored as it is."""

from __future__ import annotations

import secrets

from ideas.codes import ALPHABET

LENGTH = 8


def new() -> str:
    """Draw a code of 31 signs in 8 places: 39 bits, against which few wrong tries a minute are nothing."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """Return the code as people read it: ABCD-EFGH."""
    return f"{code[:4]}-{code[4:]}"


def read(typed: str) -> str | None:
    """Return the code somebody typed, whatever the case and the gaps; None when it cannot be one."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    return signs if len(signs) == LENGTH and all(sign in ALPHABET for sign in signs) else None
