"""Keys by which likely doubles meet: whoever shares one is looked at more closely. Pure arithmetic.

Exact ones (e: e-mail, p: phone, h: host) and those of the name: for each word its sound (Kölner Phonetik: H. J. Postel,
IBM-Nachrichten 19, 1969), and of longer words beginning and end, so that one slip leaves a key; the acronym of three words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from compass.alike import names
from compass.models import ActorKind

HALF: Final = 5
"""Letters of the beginning and of the end of a word."""
LONG: Final = 6
"""From so many letters on a word has a beginning and an end of its own."""
KEY_LENGTH: Final = 80
SOUNDS: Final = {
    **dict.fromkeys("aeijouy", "0"),
    "b": "1",
    **dict.fromkeys("fvw", "3"),
    **dict.fromkeys("gkq", "4"),
    "l": "5",
    **dict.fromkeys("mn", "6"),
    "r": "7",
    **dict.fromkeys("sz", "8"),
}


@dataclass(frozen=True)
class Described:
    """Somebody as far as known: a name and any number of addresses, numbers, pages; kind where it is known."""

    name: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    webs: tuple[str, ...] = ()
    kind: ActorKind | None = None


def sound(word: str) -> str:
    """Return the Kölner Phonetik of a folded word: digits, no repetition, 0 only in front; digits stay as they are."""
    if word.isdecimal():
        return word
    coded = [_code(word, place) for place in range(len(word))]
    joined = "".join(coded)
    once = "".join(sign for place, sign in enumerate(joined) if place == 0 or joined[place - 1] != sign)
    return once[:1] + once[1:].replace("0", "")


def _code(word: str, place: int) -> str:
    letter, before = word[place], word[place - 1] if place else ""
    after = word[place + 1] if place + 1 < len(word) else ""
    if letter == "p":
        return "3" if after == "h" else "1"
    if letter in "dt":
        return "8" if after and after in "csz" else "2"
    if letter == "x":
        return "8" if before and before in "ckq" else "48"
    if letter == "c":
        return _code_c(before, after)
    return SOUNDS.get(letter, "")


def _code_c(before: str, after: str) -> str:
    if not before:
        return "4" if after and after in "ahkloqrux" else "8"
    if before in "sz":
        return "8"
    return "4" if after and after in "ahkoqux" else "8"


@lru_cache(maxsize=50_000)
def of_name(said: str) -> frozenset[str]:
    """Return the keys of a name."""
    words = names.name(said).words
    found = set()
    for word in words:
        if len(word) > 1:
            found.add(f"n:{sound(word)}" if sound(word) else f"w:{word}")
        if len(word) >= LONG:
            found |= {f"b:{word[:HALF]}", f"z:{word[-HALF:]}"}
    run = names.in_order(said)
    if len(words) > 1 and len(run) >= LONG:
        found |= {f"b:{run[:HALF]}", f"z:{run[-HALF:]}"}
    return frozenset(key[:KEY_LENGTH] for key in found)


def exact(one: Described) -> set[str]:
    """Return the keys that nobody else should have: addresses, numbers, hosts of their own."""
    folded = (
        *(("e", names.email(said)) for said in one.emails),
        *(("p", names.phone(said)) for said in one.phones),
        *(("h", names.host(said)) for said in one.webs),
        *(("h", names.mail_host(said)) for said in one.emails),
    )
    return {f"{sign}:{value}"[:KEY_LENGTH] for sign, value in folded if value}


def of(one: Described) -> set[str]:
    """Return every key of somebody."""
    return {*of_name(one.name), *exact(one)}


def kinds(keys: Iterable[str]) -> set[str]:
    """Return the kinds of some exact keys: e, p, h."""
    return {key[0] for key in keys if key[0] in "eph"}
