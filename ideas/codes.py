"""Merk-Code: twelve characters by which an author finds the idea again; only a keyed hash of it is stored."""

from __future__ import annotations

import hashlib
import hmac

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 12


def _hmac(key: str, purpose: str, text: str) -> bytes:
    return hmac.new(key.encode(), f"{purpose}:{text}".encode("utf-8", "replace"), hashlib.sha256).digest()


def derive(key: str, nonce: str) -> str:
    """Return the code of a form's nonce: HMAC-SHA256 written in base 31, 59 bits; the same nonce gives the same code."""
    number = int.from_bytes(_hmac(key, "merk-code", nonce))
    signs = []
    for _ in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[rest])
    return "".join(signs)


def grouped(code: str) -> str:
    """Return the code as people read it: ABCD-EFGH-JKMN."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def read(typed: str) -> str | None:
    """Return the code somebody typed, whatever the case and the gaps; None when it cannot be one."""
    signs = "".join(c for c in typed.upper() if c.isalnum())
    return signs if len(signs) == LENGTH and all(c in ALPHABET for c in signs) else None


def stored(key: str, code: str) -> str:
    """Return what the database keeps of a code; worthless without the secret key."""
    return _hmac(key, "stored-code", code).hex()


def nonce_hash(nonce: str) -> str:
    """Return what the database keeps of a form's nonce, so that sending it twice is seen."""
    return hashlib.sha256(nonce.encode("utf-8", "replace")).hexdigest()
