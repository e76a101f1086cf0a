"""Second factor: six digits from an app that change every 30 seconds, and recovery codes for a lost phone."""

from __future__ import annotations

import hmac
import secrets
from typing import Final

import pyotp
import segno
from markupsafe import Markup

from core import clock, texts
from core.links import digest

SECONDS: Final = 30
DIGITS: Final = 6
NEIGHBOURS: Final = (0, -1, 1)
ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"
GROUPS: Final = 6
GROUP: Final = 4
HOW_MANY: Final = 10


def new_secret() -> str:
    """Return a fresh secret of 160 bits in the letters that apps understand."""
    return str(pyotp.random_base32())


def setup_address(secret: str, email: str) -> str:
    """Return the otpauth address that an app reads from the QR code."""
    issuer = f"Stadtkompass {texts.text('city.name')}"
    return str(pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer))


def picture(secret: str, email: str) -> Markup:
    """Draw the set-up address as an SVG for the page itself; it never exists as a file."""
    code = segno.make(setup_address(secret, email), error="m")
    drawn: str = code.svg_inline(scale=4, border=4, light="#fff", svgclass=None, lineclass=None)
    return Markup(drawn)  # noqa: S704 - made by segno, holds no text


def in_groups(secret: str) -> str:
    """Write a secret in groups of four, easier to type."""
    return " ".join(secret[i : i + GROUP] for i in range(0, len(secret), GROUP))


def plain(code: str) -> str:
    """Return a typed code without spaces and dashes, in small letters."""
    return "".join(sign for sign in code.casefold() if sign.isascii() and sign.isalnum())


def is_digits(code: str) -> bool:
    """Tell whether a plain code looks like one from the app."""
    return len(code) == DIGITS and code.isdigit()


def matching_step(secret: str, code: str, after: int) -> int | None:
    """Return the 30-second step a plain code belongs to (this one or a neighbour), if it is later than `after`."""
    totp = pyotp.TOTP(secret, digits=DIGITS, interval=SECONDS)
    now = int(clock.now().timestamp()) // SECONDS
    for step in (now + neighbour for neighbour in NEIGHBOURS):
        if step > after and hmac.compare_digest(str(totp.at(step * SECONDS)), code):
            return step
    return None


def new_codes() -> list[str]:
    """Return ten recovery codes of 118 bits each, in groups of four."""
    return [
        "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
        for _ in range(HOW_MANY)
    ]


def code_hash(code: str) -> str:
    """Return what is stored of a recovery code: SHA-256 is enough for 118 random bits."""
    return digest(plain(code))
