"""Small secrets at rest and in hidden fields: sealed with keys derived from the secret key, so a backup holds none."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core import clock
from core.config import settings


def _key(purpose: str) -> bytes:
    """Derive one purpose's own key."""
    derivation = HKDF(hashes.SHA256(), length=32, salt=None, info=f"stadtkompass.{purpose}".encode())
    return derivation.derive(settings().secret_key.encode())


def _fernet(purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(purpose)))


def _second() -> int:
    return int(clock.now().timestamp())


def seal(purpose: str, contents: dict[str, Any]) -> str:
    """Encrypt and sign a few values; readable again only for the same purpose under the same secret key."""
    return _fernet(purpose).encrypt_at_time(json.dumps(contents).encode(), _second()).decode()


def unseal(purpose: str, sealed: str, lifetime: timedelta) -> dict[str, Any] | None:
    """Return sealed values, or None when they are forged, made for something else, or too old."""
    try:
        plain = _fernet(purpose).decrypt_at_time(sealed.encode(), int(lifetime.total_seconds()), _second())
    except (InvalidToken, UnicodeEncodeError):
        return None
    contents: dict[str, Any] = json.loads(plain)
    return contents


def lock_up(secret: str) -> bytes:
    """Encrypt a second factor's secret for its column."""
    return _fernet("totp").encrypt(secret.encode())


def take_out(locked: bytes) -> str | None:
    """Decrypt a column's secret; None when the secret key is no longer the one that locked it up."""
    try:
        return _fernet("totp").decrypt(bytes(locked)).decode()
    except InvalidToken:
        return None


def keyed(purpose: str, text: str) -> str:
    """Return a keyed hash, so that a table of it names nobody."""
    return hmac.new(_key(purpose), text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
