"""The phone's own secret: 256 random bits that the server signs, never stores, and cannot find again in a ballot's key.

The signature binds the bits to one meeting, so that nobody can draw secrets of their own and lay stones without end:
each secret costs a seat, and seats are counted. Who enters again keeps the bits and so replaces the own stones.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets

BITS = 256
KEY_DOMAIN = b"stadtkompass ballot v1"


def _mac(secret_key: str, dialogue_id: int, bits: bytes) -> bytes:
    contents = b"stadtkompass seat v1\0%d\0" % dialogue_id + bits
    return hmac.new(secret_key.encode(), contents, hashlib.sha256).digest()


def new(secret_key: str, dialogue_id: int, kept: bytes | None = None) -> str:
    """Return a token for one meeting: fresh bits, or those the phone kept from an earlier seat."""
    bits = kept or secrets.token_bytes(BITS // 8)
    packed = base64.urlsafe_b64encode(bits + _mac(secret_key, dialogue_id, bits)).rstrip(b"=").decode()
    return f"{dialogue_id}.{packed}"


def read(secret_key: str, token: str) -> tuple[int, bytes] | None:
    """Return meeting and bits of a token that this house signed; None for anything else."""
    number, _, packed = token.partition(".")
    if not (number.isascii() and number.isdecimal() and len(number) < 10 and packed.isascii()):  # noqa: PLR2004 - ids are smaller
        return None
    try:
        contents = base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        return None
    bits, mac = contents[: BITS // 8], contents[BITS // 8 :]
    return (int(number), bits) if hmac.compare_digest(mac, _mac(secret_key, int(number), bits)) else None


def key(bits: bytes, thesis_id: int) -> str:
    """Return a ballot's key: SHA-256 of domain, bits and thesis, 64 hex signs; keys of two theses tell nothing of each other."""
    return hashlib.sha256(b"%b\0%b\0%d" % (KEY_DOMAIN, bits, thesis_id)).hexdigest()
