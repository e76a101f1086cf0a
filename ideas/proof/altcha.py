"""The challenge format of ALTCHA, version 1 (altcha.org, MIT): find the number behind a hash.

challenge = hex(SHA-256(salt + number)), signature = hex(HMAC-SHA256(key, challenge)). The salt is random hex with
"?expires=<seconds since 1970>&hard=<largest number>": whoever changes it changes the hash. The solution is the base64
of a JSON object with algorithm, challenge, number, salt, signature. A browser tries half of the numbers on average.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
import secrets
from dataclasses import dataclass

ALGORITHM = "SHA-256"
LONGEST = 2000
SALT = re.compile(r"[0-9a-f]{24}\?expires=(\d{1,12})&hard=(\d{1,9})")
EASIEST_PART = 10
"""No number lies in the first tenth: none is found by luck at once."""


@dataclass(frozen=True)
class Solved:
    """A solution that holds: its challenge, and until when (seconds since 1970)."""

    challenge: str
    expires: int


def challenge(key: bytes, hard: int, expires: int) -> dict[str, str | int]:
    """Return a new challenge as the browser gets it; its number lies between hard / 10 and hard."""
    salt = f"{secrets.token_hex(12)}?expires={expires}&hard={hard}"
    low = hard // EASIEST_PART
    number = low + secrets.randbelow(hard - low + 1)
    hashed = digest(salt, number)
    return {
        "algorithm": ALGORITHM,
        "challenge": hashed,
        "maxnumber": hard,
        "salt": salt,
        "signature": signature(key, hashed),
    }


def digest(salt: str, number: int) -> str:
    """Return the hash that hides a number."""
    return hashlib.sha256(f"{salt}{number}".encode()).hexdigest()


def signature(key: bytes, hashed: str) -> str:
    """Return our signature of a challenge."""
    return hmac.new(key, hashed.encode(), hashlib.sha256).hexdigest()


def solved(key: bytes, payload: str, hard: int, now: int) -> Solved | None:
    """Return a solution that is ours, right, not over and not easier than `hard`; None for anything else."""
    fields = _read(payload)
    if fields is None:
        return None
    salt, number, hashed, signed = fields
    said = SALT.fullmatch(salt)
    if said is None or int(said[1]) < now or int(said[2]) < hard:
        return None
    right = hmac.compare_digest(digest(salt, number), hashed) and hmac.compare_digest(signature(key, hashed), signed)
    return Solved(hashed, int(said[1])) if right else None


def _read(payload: str) -> tuple[str, int, str, str] | None:
    """Return salt, number, challenge and signature of a solution as sent; None when it is none."""
    if not payload or len(payload) > LONGEST:
        return None
    try:
        sent = json.loads(base64.b64decode(payload.encode("ascii"), validate=True))
    except (ValueError, binascii.Error, RecursionError):
        return None
    if not isinstance(sent, dict) or sent.get("algorithm") != ALGORITHM:
        return None
    number = sent.get("number")
    texts = [sent.get(name) for name in ("salt", "challenge", "signature")]
    if type(number) is not int or not all(isinstance(one, str) and one.isascii() for one in texts):
        return None
    salt, hashed, signed = (str(one) for one in texts)
    return salt, number, hashed, signed
