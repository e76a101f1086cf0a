"""The phone's own secret: 256 random bits that the server signs, never stores, and cannot find again in a ballot's key.

The signature binds the bits to one meeting, so that nobody can draw secrets of their own and lay stones without end:
each secret costs a seat, and seats are counted. Who enters again keeps the bits and so replaces the own stones. What the
person said about group and sector stands in the same token, under the same signature, and nowhere else.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

from compass.models import Sector

BITS = 256
KEY_DOMAIN = b"stadtkompass ballot v1"
CHOICE = re.compile(r"(?:g([1-9][0-9]{0,8}))?(?:s([a-z_]{1,40}))?", re.ASCII)


@dataclass(frozen=True)
class Choice:
    """Angaben zum Platz, both left open unless the person chose: the group of this meeting, the sector."""

    group_id: int | None = None
    sector: Sector | None = None

    @property
    def word(self) -> str:
        """How the token says it: "g12sscience"; empty when nothing was said."""
        group = f"g{self.group_id}" if self.group_id else ""
        return group + (f"s{self.sector.value}" if self.sector else "")


NOTHING = Choice()


def _mac(secret_key: str, dialogue_id: int, choice: str, bits: bytes) -> bytes:
    contents = b"stadtkompass seat v2\0%d\0%b\0" % (dialogue_id, choice.encode()) + bits
    return hmac.new(secret_key.encode(), contents, hashlib.sha256).digest()


def new(secret_key: str, dialogue_id: int, kept: bytes | None = None, choice: Choice = NOTHING) -> str:
    """Return a token for one meeting: fresh bits, or those the phone kept from an earlier seat."""
    bits = kept or secrets.token_bytes(BITS // 8)
    signed = bits + _mac(secret_key, dialogue_id, choice.word, bits)
    packed = base64.urlsafe_b64encode(signed).rstrip(b"=").decode()
    return ".".join(part for part in (str(dialogue_id), packed, choice.word) if part)


def read(secret_key: str, token: str) -> tuple[int, bytes] | None:
    """Return meeting and bits of a token that this house signed; None for anything else."""
    number, _, rest = token.partition(".")
    packed, dot, choice = rest.partition(".")
    if not (number.isascii() and number.isdecimal() and len(number) < 10 and packed.isascii()):  # noqa: PLR2004 - ids are smaller
        return None
    if bool(dot) != bool(choice) or not CHOICE.fullmatch(choice):
        return None
    try:
        contents = base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        return None
    bits, mac = contents[: BITS // 8], contents[BITS // 8 :]
    return (int(number), bits) if hmac.compare_digest(mac, _mac(secret_key, int(number), choice, bits)) else None


def choice(secret_key: str, token: str) -> Choice:
    """Return what the person said in a token that this house signed; nothing said for anything else."""
    said = CHOICE.fullmatch(token.partition(".")[2].partition(".")[2])
    if said is None or read(secret_key, token) is None:
        return NOTHING
    known = {sector.value: sector for sector in Sector}
    return Choice(int(said[1]) if said[1] else None, known.get(said[2] or ""))


def key(bits: bytes, thesis_id: int, turn: int = 1) -> str:
    """Return a ballot's key: SHA-256 of domain, bits, thesis and round, 64 hex signs; two keys tell nothing of each other."""
    return hashlib.sha256(b"%b\0%b\0%d\0%d" % (KEY_DOMAIN, bits, thesis_id, turn)).hexdigest()
