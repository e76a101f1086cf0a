"""Passwords: argon2id, at most two hashes at a time, and which ones are too easy to guess.

Nothing in here may run inside a write transaction: one hash takes a tenth of a second.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from core import texts
from core.config import settings
from core.rows import fold

SHORTEST: Final = 8
ADVISED: Final = 15
LONGEST: Final = 256
AT_ONCE: Final = 2
DECORATION: Final = 10
FEW_SIGNS: Final = 2
NAME_PART: Final = 4
LOOKALIKES: Final = str.maketrans("013457@$", "oieastas")
COMMON: Final = Path(__file__).with_name("common_passwords.txt")

_two_at_a_time = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Verdict:
    """Whether a password was right; `fresh` is its hash under today's settings when the stored one is older."""

    right: bool
    fresh: str | None = None


@cache
def _hasher(memory_kb: int, rounds: int) -> PasswordHasher:
    return PasswordHasher(time_cost=rounds, memory_cost=memory_kb, parallelism=1)


@cache
def _nobody(memory_kb: int, rounds: int) -> str:
    """Return a hash that belongs to no account, so that unknown names cost the same time as known ones."""
    return _hasher(memory_kb, rounds).hash("nobody")


def _raw(password: str) -> bytes:
    """Return exactly what was typed as bytes; lone surrogates must not raise."""
    return password.encode("utf-8", "surrogatepass")


def hashed(password: str) -> str:
    """Return the hash to store; waits while two others are being made."""
    with _two_at_a_time:
        return _hasher(settings().argon2_memory_kb, settings().argon2_rounds).hash(_raw(password))


def verify(password: str, stored: str | None) -> Verdict:
    """Compare a password with a stored hash; None (no such account) takes as long and is never right."""
    cost = settings().argon2_memory_kb, settings().argon2_rounds
    hasher = _hasher(*cost)
    with _two_at_a_time:
        nobody = _nobody(*cost)
        try:
            hasher.verify(stored or nobody, _raw(password))
        except (VerificationError, InvalidHashError):
            return Verdict(right=False)
        if not stored:
            return Verdict(right=False)
        fresh = hasher.hash(_raw(password)) if hasher.check_needs_rehash(stored) else None
    return Verdict(right=True, fresh=fresh)


def fault(password: str, personal: Iterable[str] = ()) -> str | None:
    """Say why a new password is refused, or None; `personal` are name and e-mail: what a guesser tries first."""
    if len(password) < SHORTEST:
        return f"Bitte mindestens {SHORTEST} Zeichen. Gut sind {ADVISED} und mehr, zum Beispiel vier zufällige Wörter."
    if len(password) > LONGEST:
        return f"Bitte höchstens {LONGEST} Zeichen."
    forms = _forms(password)
    if forms & _personal([*personal, *_site()]):
        return "Dieses Passwort steckt in Ihrem Namen, Ihrer Adresse oder dem Namen der Seite. Bitte wählen Sie ein anderes."
    if forms & _common() or _is_pattern(fold(password)):
        return "Dieses Passwort benutzen sehr viele Menschen. Es ist leicht zu erraten. Bitte wählen Sie ein anderes."
    return None


def _forms(password: str) -> set[str]:
    """Return the word behind its decorations: P4ssw0rt!2024 is passwort, hallohallo is hallo."""
    whole = fold(password)
    together = whole.replace(" ", "")
    bare = re.sub(r"^[^a-z]+|[^a-z]+$", "", together)
    forms = {whole, together, together.translate(LOOKALIKES)}
    if bare and len(together) - len(bare) <= DECORATION:
        forms |= {bare, bare.translate(LOOKALIKES)}
    half = len(bare) // 2
    return forms | ({bare[:half]} if bare and bare == bare[:half] * 2 else set())


def _site() -> list[str]:
    """Return the names that stand on every page."""
    return ["Stadtkompass", "Ideenspeicher", *(texts.text(key) for key in ("city.name", "brand.line", "office.name"))]


def _personal(words: Iterable[str]) -> set[str]:
    """Return what is easy to guess about a person: whole texts, without spaces, and their longer parts."""
    folded = [fold(word) for word in words]
    split = (part for word in folded for part in (*re.split(r"[^a-z0-9]+", word), *word.split()))
    parts = {part for part in split if len(part) >= NAME_PART}
    return {form for word in folded for form in (word, word.replace(" ", ""), word.partition("@")[0]) if form} | parts


def _is_pattern(text: str) -> bool:
    """Tell whether a text is one or two signs over and over, or a row such as 23456789 and hgfedcba."""
    steps = {ord(right) - ord(left) for left, right in pairwise(text)}
    return len(set(text)) <= FEW_SIGNS or (len(steps) == 1 and abs(steps.pop()) == 1)


@cache
def _common() -> frozenset[str]:
    """Read the list once."""
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(fold(line).replace(" ", "") for line in lines if line and not line.startswith("#"))
